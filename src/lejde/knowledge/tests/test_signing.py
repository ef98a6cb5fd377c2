"""A pack is approved only while two roles stand behind every line as it reads today."""

from collections.abc import Iterator
from typing import Any

import pytest

from lejde import packs
from lejde.guidelines.rules import Pack
from lejde.identity.staffing import Worker
from lejde.identity.tests.working import House, house
from lejde.kernel.errors import Conflict, NotAllowed, NotFound
from lejde.knowledge import editions, signing
from lejde.knowledge.models import Signature
from lejde.packs import reading

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def people() -> Iterator[House]:
    yield from house("nurse", "doctor", "sexologist", "manager", "administrator")


def at(people: House, name: str) -> Worker:
    return Worker(people.user(name), people.clinic[name])


def test_only_a_fully_signed_pack_says_approved(people: House) -> None:
    pack = packs.load("no")
    lines = signing.lines_of(pack)
    assert editions.current().meta.status == "draft"
    assert signing.sign(at(people, "nurse"), pack, lines) == len(lines)
    assert editions.current().meta.status == "draft"
    first, *others = lines
    signing.sign(at(people, "doctor"), pack, {line: lines[line] for line in others})
    assert editions.current().meta.status == "draft"
    signing.sign(at(people, "doctor"), pack, {first: lines[first]})
    assert editions.current().meta.status == "approved"
    assert {one.role for one in signing.signed(pack)[first]} == {"nurse", "doctor"}


def test_a_changed_line_is_unsigned_again_and_its_old_text_cannot_be_signed(people: House) -> None:
    pack = packs.load("no")
    lines = signing.lines_of(pack)
    for role in ("nurse", "doctor"):
        signing.sign(at(people, role), pack, lines)
    changed = _with_other_text(pack)
    assert signing.is_signed(pack) and not signing.is_signed(changed)
    with pytest.raises(Conflict):
        signing.sign(at(people, "nurse"), changed, {pack.rules[0].id: lines[pack.rules[0].id]})
    with pytest.raises(NotFound):
        signing.sign(at(people, "nurse"), pack, {"no.such.rule": "0"})


def test_another_signature_in_the_place_of_one_that_is_gone_approves_nothing(
    people: House,
) -> None:
    pack = packs.load("no")
    lines = signing.lines_of(pack)
    for role in ("nurse", "doctor"):
        signing.sign(at(people, role), pack, lines)
    assert editions.current().meta.status == "approved"
    # As after a restore: as many as before and the same greatest id, of which one is of a line
    # that reads otherwise now.
    gone = Signature.objects.order_by("id")[0]
    kept = {"line": gone.line, "role": gone.role, "worker": gone.worker, "day": gone.day}
    Signature.objects.filter(pk=gone.pk).delete()
    other = Signature.objects.create(id=gone.pk + 1, digest="0" * 64, **kept)
    assert editions.current().meta.status == "draft"
    Signature.objects.filter(pk=other.pk).update(digest=gone.digest)
    assert editions.current().meta.status == "approved"


def test_no_file_says_of_itself_that_it_is_approved(monkeypatch: Any) -> None:
    real = packs.load

    def boastful(iso: str) -> Pack:
        pack = real(iso)
        meta = pack.meta.model_copy(update={"status": "approved"})
        return pack.model_copy(update={"meta": meta})

    monkeypatch.setattr(packs, "load", boastful)
    editions._of.cache_clear()
    try:
        for iso in packs.known():
            assert editions._of(iso).meta.status == "approved"
            assert editions.current(iso).meta.status == "draft"
    finally:
        editions._of.cache_clear()


@pytest.mark.parametrize("role", ["sexologist", "manager", "administrator"])
def test_who_may_not_sign_does_not(people: House, role: str) -> None:
    pack = packs.load("no")
    with pytest.raises(NotAllowed):
        signing.sign(at(people, role), pack, signing.lines_of(pack))


def test_the_last_good_rules_go_on_when_the_files_are_broken(monkeypatch: Any) -> None:
    editions.remember()
    good = editions.current()

    def broken(iso: str) -> Pack:
        raise reading.BadPack("a fault", faults=["packs/no/pack.yaml: a fault"])

    monkeypatch.setattr(packs, "load", broken)
    editions._of.cache_clear()
    try:
        kept = editions.current()
        assert kept.rules == good.rules and kept.windows == good.windows
    finally:
        monkeypatch.undo()
        editions._of.cache_clear()


def test_broken_files_and_nothing_kept_are_refused(monkeypatch: Any) -> None:
    def broken(iso: str) -> Pack:
        raise reading.BadPack("a fault", faults=["packs/no/pack.yaml: a fault"])

    monkeypatch.setattr(packs, "load", broken)
    editions._of.cache_clear()
    try:
        with pytest.raises(reading.BadPack):
            editions.remember()
    finally:
        monkeypatch.undo()
        editions._of.cache_clear()


def test_an_edition_is_kept_once_and_reads_as_it_read() -> None:
    editions.remember()
    editions.remember()
    (kept,) = editions.editions()
    assert editions.content_of(kept) == packs.load("no")


def _with_other_text(pack: Pack) -> Pack:
    first = pack.rules[0]
    text = {**first.text, "en": first.text["en"] + " And more."}
    return pack.model_copy(
        update={"rules": [first.model_copy(update={"text": text}), *pack.rules[1:]]}
    )
