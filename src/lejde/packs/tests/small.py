"""A small sound pack in a folder of its own, to be broken one place at a time."""

from pathlib import Path

FILES = {
    "pack.yaml": """\
id: xx
version: "2026.11"
status: draft
country: XX
zone: Europe/Oslo
policy: {en: One, nb: En, da: En}
retest_text: {en: Later, nb: Senere, da: Senere}
meaning_texts:
  early: {en: Early, nb: Tidlig, da: Tidlig}
  reassuring: {en: Likely, nb: Trolig, da: Troligt}
  conclusive: {en: Sure, nb: Sikkert, da: Sikkert}
open_questions:
  - {en: Price, nb: Pris, da: Pris}
""",
    "sources/all.yaml": """\
one:
  title: One
  publisher: Somebody
  date: "2024"
  read: 2026-11-22
  url: https://example.org/one
  tier: clinic
  expires: 2027-12-31
""",
    "windows.yaml": """\
- {infection: hepatitis_b, method: serology, useful: 3 weeks, reliable: 6 months, conclusive: 6 months, sources: [one], says: {one: 6 months}}
""",
    "numbers.yaml": """\
- {code: danger, number: "112", name: {en: Police, nb: Politiet, da: Politiet}, who: {en: All, nb: Alle, da: Alle}, hours: {en: All, nb: Alle, da: Alle}, sources: [one]}
""",
    "prices.yaml": """\
- {code: vaccine.hepatitis_b, price: ask, who: {en: All, nb: Alle, da: Alle}, text: {en: Ask, nb: Spør, da: Spørg}, sources: [one]}
""",
    "recalls.yaml": "[]\n",
    "rules/all.yaml": """\
- &test
  id: xx.hepatitis_b
  give: test
  infection: hepatitis_b
  specimen: blood
  method: serology
  level: extended
  when: {all: ['setting.bought?'], none: [protected.hepatitis_b]}
  sources: [one]
  text: {en: A test, nb: En test, da: En test}
- {<<: *test, id: xx.hepatitis_b.sold, when: {any: ['setting.sold?'], none: [protected.hepatitis_b]}}
- id: xx.hepatitis_b.left_out
  give: left_out
  infection: hepatitis_b
  when: {all: [exposed, protected.hepatitis_b]}
  sources: [one]
  text: {en: Protected, nb: Beskyttet, da: Beskyttet}
- id: xx.vaccine
  give: advice
  code: vaccine.hepatitis_b
  urgency: soon
  detail: {price: ask}
  when: {all: [setting.bought], none: [protected.hepatitis_b]}
  sources: [one]
  text: {en: A vaccine, nb: En vaksine, da: En vaccine}
- id: xx.pep
  give: advice
  code: pep.urgent
  urgency: now
  deadline_hours: 72
  instead_of: [pep.not_indicated]
  when: {all: ['unprotected.anal?', 'partner_hiv.positive?'], within_hours: 72}
  sources: [one]
  text: {en: Call 112, nb: Ring 112, da: Ring 112}
- id: xx.no_pep
  give: advice
  code: pep.not_indicated
  urgency: info
  when: {all: [protected_only], within_hours: 72}
  sources: [one]
  text: {en: No need, nb: Trengs ikke, da: Ikke nødvendig}
""",
    "cases/all.yaml": """\
- name: {en: "bought, a condom", nb: kjøpt med kondom, da: købt med kondom}
  facts: {pack: xx, at: "2026-03-22T12:00:00+01:00", exposures: [{at: "2026-03-21", setting: bought, acts: [{kind: anal, condom: throughout}]}]}
  expect: {advice: [{code: vaccine.hepatitis_b}, {code: pep.not_indicated}], tests: [{infection: hepatitis_b}]}
- name: {en: "sold, none", nb: solgt, da: solgt}
  facts: {pack: xx, at: "2026-03-22T12:00:00+01:00", exposures: [{at: "2026-03-21", setting: sold, acts: [{kind: anal, condom: none}]}]}
  expect: {advice: [{code: pep.urgent}], tests: [{infection: hepatitis_b}]}
- name: {en: protected, nb: beskyttet, da: beskyttet}
  facts: {pack: xx, person: {vaccinated: {hepatitis_b: full}}, exposures: [{setting: sold}]}
  expect: {left_out: [{infection: hepatitis_b}]}
""",
}


def written(folder: Path) -> Path:
    """The pack in `folder`/packs/xx, for which this gives the path."""
    home = folder / "packs" / "xx"
    for name, text in FILES.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    return home


def broken(folder: Path, file: str, old: str, new: str) -> Path:
    """The pack with one place of one file changed."""
    home = written(folder)
    text = (home / file).read_text("utf-8")
    assert old in text, old
    (home / file).write_text(text.replace(old, new, 1), "utf-8")
    return home
