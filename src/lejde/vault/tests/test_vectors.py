"""What version 1 sealed must open in ten years: known answers, made once and never again."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from lejde.vault import _guests
from lejde.vault._boxes import make_box, unwrap
from lejde.vault._code import ReturnCode, read_code
from lejde.vault._envelope import CannotOpen, context, derive, unseal
from lejde.vault._folders import Part, agree, number_of, owner_of, part_of

KNOWN = json.loads((Path(__file__).parent / "vectors.json").read_text())
KEY, HALF = bytes(range(32)), bytes(range(32, 64))
BOX_SEED, SECRET = bytes(range(64, 96)), bytes(range(96, 128))
PLACE = context("record", "ab" * 16, "visit", 1)


def test_the_place_and_the_keys_are_made_as_ever() -> None:
    assert PLACE.hex() == KNOWN["context"]
    assert derive(KEY, "part/visit", salt=HALF).hex() == KNOWN["derived"]
    assert owner_of(SECRET).hex() == KNOWN["owner"]
    assert number_of(owner_of(SECRET)) == KNOWN["folder"]
    part = part_of(SECRET, "visit")
    assert (part.tag, part.trace) == (KNOWN["tag"], KNOWN["trace"])


def test_an_envelope_sealed_long_ago_opens() -> None:
    assert unseal(KEY, bytes.fromhex(KNOWN["envelope"]), PLACE).decode() == "blåbær"


def test_a_wrap_made_long_ago_opens_and_not_without_its_half() -> None:
    private, public = make_box(BOX_SEED)
    wrapped = bytes.fromhex(KNOWN["wrap"])
    assert public.hex() == KNOWN["box_public"]
    assert unwrap(private, wrapped, HALF, PLACE) == b"part key"
    for half in (None, bytes(32)):
        with pytest.raises(CannotOpen):
            unwrap(private, wrapped, half, PLACE)
    for cut in (wrapped[:-1], wrapped[:20], b"", b"\2" + wrapped[1:]):
        with pytest.raises(CannotOpen):
            unwrap(private, cut, HALF, PLACE)
    with pytest.raises(CannotOpen):
        unwrap(private, wrapped, HALF, context("record", "ab" * 16, "visit", 2))


def test_a_code_written_down_long_ago_is_still_a_code() -> None:
    assert ReturnCode("ABCDE", "0123456789GHJK").shown() == KNOWN["code"]
    assert read_code(KNOWN["code"].lower()) == ReturnCode("ABCDE", "0123456789GHJK")


@override_settings(LEJDE_ROOT_KEY="ab" * 32)
def test_what_an_owner_signed_for_a_guest_long_ago_is_still_what_they_signed() -> None:
    parts = {name: part_of(SECRET, name) for name in ("answers", "visit")}
    days = Part("guest/7", KEY)
    invitation = _guests.Invitation("ab" * 16, date(2026, 3, 29), parts, days)
    statement = _guests.consent(7, HALF, invitation)
    assert statement.hex() == KNOWN["guest_consent"]
    assert agree(SECRET, statement).hex() == KNOWN["guest_signature"]
    told = KNOWN["guest_invitation"]
    assert invitation.told(bytes.fromhex(KNOWN["guest_signature"])) == told
    assert _guests.Invitation.from_told(told) == invitation
