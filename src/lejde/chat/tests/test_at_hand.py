"""Beside the talk: what is typed is looked at and added to, never sent, never lost, never kept."""

import re

import pytest
from django.test import Client

from lejde.audit.models import Act
from lejde.chat import actions, desk_actions
from lejde.chat.domain import LONGEST_TEXT
from lejde.chat.templatetags.chat_pages import with_pages
from lejde.chat.tests.talking import at_work, people, session
from lejde.identity.models import Staff
from lejde.identity.tests.working import House
from lejde.knowledge.domain import address_of
from lejde.vault.visitors import VisitorSession

__all__ = ["people", "session"]
pytestmark = [
    pytest.mark.django_db(databases=["default", "keys"], transaction=True),
    pytest.mark.one_database,
]
PEP = address_of("pep")


@pytest.fixture
def number(people: House, session: VisitorSession) -> int:
    Staff.objects.filter(username="nurse").update(plissit=2)
    row, _ = actions.begin(session, "health", "da")
    actions.say(session, row.pk, "a", "Jeg er bange.")
    desk_actions.claim(at_work(people, "nurse"), row.pk)
    return int(row.pk)


def posted(browser: Client, number: int, **told: str) -> str:
    answer = browser.post(f"/desk/talks/{number}/", told, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def box(html: str) -> str:
    """What stands in the message box."""
    found = re.search(r'<textarea[^>]*name="text"[^>]*>\n(.*?)</textarea>', html, re.DOTALL)
    assert found
    return found[1]


def said_at(people: House, number: int) -> int:
    return len(desk_actions.read(at_work(people, "nurse"), number)[1])


def test_words_are_looked_over_and_nothing_is_sent(people: House, number: int) -> None:
    html = posted(
        people.browser("nurse"), number, at_hand="look", client_id="c1",
        text="En luder? Du sagde »luder«, og du er narkoman.",
    )  # fmt: skip
    hints = html.split('id="at-hand-hints"')[1].split('id="at-hand-found"')[0]
    assert re.findall(r'<del lang="da">(.*?)</del>', hints) == ["luder", "narkoman"]
    # The better word is in the visitor's language, the reason in the worker's.
    assert '<ins lang="da">en, der sælger sex</ins>' in hints and "A term of abuse." in hints
    assert box(html).startswith("En luder?") and 'value="c1"' in html
    assert said_at(people, number) == 1


def test_a_text_without_such_a_word_is_told_so_and_sexwork_is_left_alone(
    people: House, number: int
) -> None:
    html = posted(people.browser("nurse"), number, at_hand="look", text="Sexarbejde, prostitution.")
    assert "No word in it judges" in html and "<del" not in html


def test_a_passage_of_a_page_is_put_behind_what_was_typed_and_read_as_a_link(
    people: House, session: VisitorSession, number: int
) -> None:
    nurse = people.browser("nurse")
    found = posted(nurse, number, at_hand="look", words="pep", text="Hej.")
    assert f'value="page:{PEP}"' in found and 'value="pep"' in found
    html = posted(nurse, number, at_hand=f"page:{PEP}", words="pep", text="Hej.", client_id="c2")
    text = box(html)
    assert text.startswith("Hej.\n\nPEP") and text.endswith(f"\n/read/{PEP}/")
    assert said_at(people, number) == 1
    # The same form, sent: once, under the id it came with.
    sent = {"text": text, "client_id": "c2", "words": "pep"}
    for _ in range(2):
        assert nurse.post(f"/desk/talks/{number}/", sent).status_code == 302
    assert said_at(people, number) == 2
    shown = nurse.get(f"/desk/talks/{number}/").content.decode()
    assert f'<a href="/read/{PEP}/">PEP' in shown and f">/read/{PEP}/" not in shown


def test_a_line_of_the_guide_is_put_in_in_the_visitors_language(people: House, number: int) -> None:
    html = posted(people.browser("nurse"), number, at_hand="line:substances-1", text="")
    assert box(html) == "Hvad savner du?"
    assert "What do you miss?" in html and "<details open>" in html
    offered = posted(people.browser("nurse"), number, at_hand="line:hand-over", text="Ja.")
    assert box(offered).startswith("Ja.\n\nDer er en her, der ved mere")


@pytest.mark.parametrize(
    "asked", ["line:heavy-0", "line:change-0", "line:x", "page:zzzzz", "", "?"]
)
def test_what_is_above_ones_level_or_not_there_changes_nothing(
    people: House, number: int, asked: str
) -> None:
    html = posted(people.browser("nurse"), number, at_hand=asked, text="Typed.")
    assert box(html) == "Typed." and said_at(people, number) == 1


def test_return_in_the_search_field_never_sends_the_message(people: House, number: int) -> None:
    html = people.browser("nurse").get(f"/desk/talks/{number}/").content.decode()
    form = html.index('id="say"')
    # Return presses the first button of the form, wherever on the page it stands.
    first = re.search(r'<button[^>]*form="say"[^>]*>', html)
    assert first and 'name="at_hand" value="look"' in first[0] and first.start() < form
    assert 'name="words" form="say"' in html


def test_what_is_being_typed_is_looked_at_for_whoever_holds_the_talk_only(
    people: House, number: int
) -> None:
    asked = {"text": "Du er narkoman", "words": "hiv"}
    answer = people.browser("nurse").post(f"/desk/talks/{number}/at-hand/", asked)
    html = answer.content.decode()
    assert answer.status_code == 200 and "narkoman" in html and 'id="at-hand-found"' in html
    assert "<html" not in html and "no-store" in answer["Cache-Control"]
    for name in ("doctor", "sexologist"):
        refused = people.browser(name).post(f"/desk/talks/{number}/at-hand/", asked)
        assert refused.status_code == 404
    assert (
        people.browser("manager").post(f"/desk/talks/{number}/at-hand/", asked).status_code == 403
    )
    assert people.browser("nurse").get(f"/desk/talks/{number}/at-hand/").status_code == 405


def test_what_was_typed_and_looked_for_is_nowhere_afterwards(people: House, number: int) -> None:
    nurse = people.browser("nurse")
    before = Act.objects.count()
    nurse.post(f"/desk/talks/{number}/at-hand/", {"text": "unsentword", "words": "unsentword"})
    # Looking at one's own words is no act on somebody's folder.
    assert Act.objects.count() == before
    posted(nurse, number, at_hand="look", text="unsentword", words="unsentword")
    kept = " ".join(str(row) for row in Act.objects.values())
    assert "unsentword" not in kept
    assert box(nurse.get(f"/desk/talks/{number}/").content.decode()) == ""


def test_a_text_far_too_long_is_still_there(people: House, number: int) -> None:
    long = "a" * (LONGEST_TEXT + 5)
    assert box(posted(people.browser("nurse"), number, at_hand="look", text=long)) == long


def test_only_pages_of_this_house_become_links() -> None:
    assert with_pages(f"/read/{PEP}/\nok") == f'<a href="/read/{PEP}/">PEP</a><br>ok'
    for text in ("/read/zzzzz/", f"https://x.example/read/{PEP}/", f"/read/{PEP}/more", "/read/"):
        assert "<a" not in with_pages(text)
    assert with_pages("<b> & /read/") == "&lt;b&gt; &amp; /read/"
