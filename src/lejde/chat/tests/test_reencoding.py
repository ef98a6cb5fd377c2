"""A picture is made anew from what one sees, in a process apart; nothing else of it comes out."""

import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from lejde.chat import reencoding
from lejde.chat.decoding import BrokenPicture, NotAPicture, PictureTooLarge, remake
from lejde.chat.reencoding import BOX, BROKEN, HEIC_PICTURE, NOT_A_PICTURE, Refused, reencode
from lejde.chat.tests.photographs import (
    NO_PICTURES,
    SECRETS,
    bomb,
    half_red,
    kinds,
    noted_bomb,
    photograph,
    saved,
    told,
)

PEAK = """
import sys
from lejde.chat import reencoding
status = reencoding.main()
lines = [line for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(lines[0].split()[1], file=sys.stderr)
sys.exit(status)
"""


def opened(raw: bytes) -> Image.Image:
    picture = Image.open(BytesIO(raw))
    picture.load()
    return picture


def is_red(picture: Image.Image, across: float, down: float) -> bool:
    place = int(picture.width * across), int(picture.height * down)
    colour = picture.getpixel(place)
    assert isinstance(colour, tuple)
    return colour[0] > 120 > colour[2]


@pytest.mark.parametrize("name", kinds())
def test_what_comes_out_is_what_one_sees_and_nothing_else(name: str) -> None:
    raw = kinds()[name]
    assert any(secret in raw for secret in SECRETS) or "moving webp" in name
    made, width, height = reencode(raw)
    picture = opened(made)
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (width, height))
    assert (width, height) == (64, 32) and getattr(picture, "n_frames", 1) == 1
    assert is_red(picture, 0.25, 0.5) and not is_red(picture, 0.75, 0.5)
    assert not [secret for secret in SECRETS if secret in made]
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not picture.getexif() and b"Exif" not in made and b"ICC_PROFILE" not in made
    # The last bytes are the end of a JPEG: nothing hangs behind it.
    assert made.endswith(b"\xff\xd9") and made.count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize(
    ("orientation", "red"),
    [(1, (0.25, 0.5)), (2, (0.75, 0.5)), (3, (0.75, 0.5)), (4, (0.25, 0.5)),
     (5, (0.5, 0.25)), (6, (0.5, 0.25)), (7, (0.5, 0.75)), (8, (0.5, 0.75))],
)  # fmt: skip
def test_it_is_upright_before_what_said_so_is_gone(
    orientation: int, red: tuple[float, float]
) -> None:
    for raw in (photograph(orientation), saved(half_red(), "PNG", exif=told(orientation)),
                saved(half_red().quantize(4), "PNG", exif=told(orientation))):  # fmt: skip
        picture = opened(reencode(raw)[0])
        assert (picture.width > picture.height) is (orientation < 5)
        assert is_red(picture, *red) and not is_red(picture, 1 - red[0] or 1, 1 - red[1] or 1)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [((4000, 3000), (BOX, 1200)), ((3000, 4000), (1200, BOX)), ((9000, 10), (BOX, 2)),
     ((BOX, 900), (BOX, 900)), ((1, 1), (1, 1))],
)  # fmt: skip
def test_it_fits_the_box_and_small_ones_stay(
    sent: tuple[int, int], stored: tuple[int, int]
) -> None:
    _, *pixels = reencode(photograph(1, *sent))
    assert tuple(pixels) == stored


def test_what_is_seen_through_is_white_and_not_black() -> None:
    clear = Image.new("RGBA", (32, 32), (0, 0, 0, 0))
    assert opened(reencode(saved(clear, "PNG"))[0]).getpixel((5, 5)) == (255, 255, 255)
    grey = Image.new("I;16", (32, 32), 40_000)
    found = opened(reencode(saved(grey, "PNG"))[0]).getpixel((5, 5))
    assert isinstance(found, tuple) and abs(found[0] - 156) < 4


def test_a_profile_is_worked_into_the_colours() -> None:
    """A picture whose profile swaps red and blue looks as that profile says, not as its numbers."""
    linear = _profile_with_swapped_primaries()
    raw = saved(Image.new("RGB", (32, 32), (220, 0, 0)), "PNG", icc_profile=linear)
    found = opened(reencode(raw)[0]).getpixel((5, 5))
    assert isinstance(found, tuple) and found[2] > 150 > found[0]
    broken = saved(half_red(), "PNG", icc_profile=b"SECRET-ICC" * 20)
    made, _, _ = reencode(broken)
    assert is_red(opened(made), 0.25, 0.5) and b"SECRET-ICC" not in made


def _profile_with_swapped_primaries() -> bytes:
    from PIL import ImageCms

    raw = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = raw.index(b"rXYZ"), raw.index(b"bXYZ")
    raw[red : red + 4], raw[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(raw)


@pytest.mark.parametrize("name", NO_PICTURES)
def test_what_is_no_picture_is_refused_by_what_it_is(name: str) -> None:
    with pytest.raises(Refused) as refused:
        reencode(NO_PICTURES[name])
    assert refused.value.status == (HEIC_PICTURE if name == "heic" else NOT_A_PICTURE)


@pytest.mark.parametrize("name", kinds())
def test_what_is_cut_short_is_said_to_be_so(name: str) -> None:
    raw = kinds()[name].removesuffix(b"SECRET-TRAILER")
    for kept in (30, len(raw) // 3):
        with pytest.raises(Refused) as refused:
            reencode(raw[:kept])
        assert refused.value.status == BROKEN, kept


def test_bombs_are_refused_before_they_are_unpacked() -> None:
    started = time.monotonic()
    for width, height in ((60_000, 60_000), (2**31 - 1, 2**31 - 1), (25_001, 1_000)):
        with pytest.raises(PictureTooLarge):
            remake(bomb(width, height))
    with pytest.raises(BrokenPicture):
        remake(noted_bomb())
    # It says it is small, and holds far more than that: the rest is never unpacked.
    with pytest.raises(BrokenPicture):
        remake(bomb(2_000, 0))
    assert time.monotonic() - started < 10


def test_no_picture_takes_more_memory_than_is_given() -> None:
    """The worst that are still let in, measured from inside the process that opens them."""
    worst = {
        "webp": saved(
            Image.new("RGBA", (5_000, 5_000), (1, 2, 3, 100)),
            "WEBP",
            lossless=True,
            quality=0,
            method=0,
        ),
        "png": saved(Image.new("RGBA", (5_000, 5_000)), "PNG", compress_level=1),
    }
    for name, raw in worst.items():
        ended = subprocess.run(
            [sys.executable, "-I", "-c", PEAK], input=raw, capture_output=True, env={}, check=False
        )
        assert ended.returncode in (0, reencoding.TOO_MANY_PIXELS), (name, ended.stderr)
        assert int(ended.stderr) * 1024 < reencoding.MEMORY_BYTES, name


def test_it_can_write_no_file(tmp_path: Path) -> None:
    tries = "import sys, pathlib; from lejde.chat import reencoding; reencoding._confine();"
    tries += "pathlib.Path(sys.argv[1]).write_text('x')"
    command = [sys.executable, "-I", "-c", tries, str(tmp_path / "copy")]
    ended = subprocess.run(command, capture_output=True, check=False)
    assert ended.returncode and b"File too large" in ended.stderr


def test_what_kills_the_process_kills_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reencoding, "__name__", "lejde.chat.tests.falling")
    with pytest.raises(BrokenPicture):
        remake(photograph())


def test_the_process_is_told_nothing_of_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reencoding, "__name__", "lejde.chat.tests.listening")
    with pytest.raises(NotAPicture):
        remake(b"")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_whatever_is_changed_in_a_picture_it_is_one_or_is_refused(data: st.DataObject) -> None:
    """No made-up byte gets anything else out of it, and nothing of what was hidden along."""
    names = sorted(kinds())
    raw = bytearray(kinds()[data.draw(st.sampled_from(names))])
    for _ in range(data.draw(st.integers(1, 12))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        made, width, height = reencode(bytes(raw))
    except Refused:
        return
    picture = opened(made)
    assert (
        picture.format == "JPEG" and picture.size == (width, height) and max(width, height) <= BOX
    )
    assert not [secret for secret in SECRETS if secret in made]
