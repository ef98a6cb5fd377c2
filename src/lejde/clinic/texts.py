"""Words for the record and for answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

POPULATIONS: dict[str, Any] = {
    "bought": _("Has bought sex"), "considers": _("Considers buying"), "sells": _("Sells sex"),
    "exchanges": _("Exchanges sex for something"), "partner": _("Partner"), "other": _("Other"),
}  # fmt: skip
MISSING: dict[str, Any] = {
    "did_not_want": _("did not want"), "does_not_know": _("does not know"),
}  # fmt: skip
TOPICS: dict[str, Any] = {
    "visit": _("The visit"), "buying": _("Buying sex"), "substances": _("Alcohol and drugs"),
    "selling": _("Selling or exchanging sex"), "more": _("More, only if the person opens it"),
}  # fmt: skip
VARIABLES: dict[str, Any] = {
    "age_band": _("Age"), "gender": _("Gender"), "came_for": _("Came for"),
    "came_via": _("Found us through"), "bought_from": _("Bought from"), "acts": _("Kind of sex"),
    "condom_vaginal": _("Condom, vaginal"), "condom_anal": _("Condom, anal"),
    "condom_oral": _("Condom, oral"), "place": _("Indoors or outdoors"), "country": _("Country"),
    "seller_origin": _("The other's background"), "intoxicated": _("Alcohol or drugs then"),
    "motive_selling": _("Why"), "exchanged_for": _("Exchanged for"),
    "vaccine_hepb": _("Hepatitis B vaccine"), "referred_to": _("Referred to"),
    "used": _("Used today"), "talk": _("A talk"), "channel": _("How they met"),
    "motive": _("Why"), "first_time": _("First time"), "wish": _("Wishes to"),
    "told_anyone": _("Has told anyone"), "relationship": _("In a relationship"),
    "would_have_if_sober": _("Would have, if sober"), "hiv_worry": _("Worries about HIV"),
    "exploitation_doubt": _("Doubts that it was free"), "area": _("Where, from home"),
}  # fmt: skip
OPTIONS: dict[str, Any] = {
    "under_20": _("under 20"), "20_29": "20–29", "30_39": "30–39", "40_49": "40–49",
    "50_59": "50–59", "60_plus": _("60 or more"), "woman": _("woman"), "man": _("man"),
    "trans_woman": _("trans woman"), "trans_man": _("trans man"), "nonbinary": _("non-binary"),
    "cis_woman": _("cis woman"), "test": _("test"), "vaccine": _("vaccine"),
    "contraception": _("contraception"), "information": _("information"),
    "partner_told_me": _("a partner told me"), "chat": _("chat"), "site": _("our site"),
    "ad": _("an ad"), "someone": _("somebody"), "referred": _("referred"),
    "vaginal": _("vaginal"), "anal": _("anal"), "oral": _("oral"), "other": _("other"),
    "throughout": _("throughout"), "late": _("put on late"), "broke": _("broke"),
    "not_used": _("not used"), "unsure": _("not sure"), "indoors": _("indoors"),
    "outdoors": _("outdoors"), "norway": _("Norway"), "abroad": _("abroad"),
    "norwegian": _("Norwegian"), "foreign": _("foreign background"), "alcohol": _("alcohol"),
    "other_drugs": _("other drugs"), "no": _("no"), "yes": _("yes"),
    "own_choice": _("own choice"), "money": _("money"), "drugs": _("drugs"),
    "pressure": _("pressure"), "wants_out": _("wants to stop"), "food": _("food"),
    "shelter": _("a place to sleep"), "protection": _("protection"), "services": _("services"),
    "offered": _("offered"), "accepted": _("accepted"), "declined": _("declined"),
    "had": _("had"), "wanted": _("wanted"), "health": _("health"),
    "counselling": _("counselling"), "safety": _("safety"), "legal": _("law"),
    "test_standard": _("standard test"), "test_extended": _("extended test"),
    "test_rapid": _("rapid test"), "talk": _("talk"), "doctor": _("doctor"),
    "referral": _("referral"), "online": _("online"), "street": _("street"),
    "venue": _("bar, club or massage"), "acquaintance": _("somebody known"),
    "curiosity": _("curiosity"), "loneliness": _("loneliness"), "desire": _("desire"),
    "stop": _("stop"), "less": _("do it less"), "near": _("near"),
    "other_part": _("another part of the country"),
}  # fmt: skip
SERVICE: dict[str, Any] = {
    "test": _("test"), "conversation": _("talk"), "other": _("something else"),
}  # fmt: skip
VALUES: dict[str, Any] = {
    "negative": _("Negative"),
    "positive": _("Positive"),
    "equivocal": _("Not clear"),
}
DUE: dict[str, Any] = {
    "control": _("a new test"), "confirmation": _("a positive answer to follow up"),
    "dose": _("a vaccine dose"),
}  # fmt: skip
REASONS: dict[str, Any] = {
    "booked": _("you had a time"), "answer": _("an answer came from the laboratory"),
    "due": _("something was due"), "question": _("you asked a question"),
}  # fmt: skip
