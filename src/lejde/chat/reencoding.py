"""Run as a process apart: a picture in, the same picture made anew out, and nothing else of it.

Decoders of pictures are what strangers attack: here they find no key, no setting and no file to
write, and have so much memory and time and no more. What breaks here breaks nothing else. So this
file knows neither Django nor the rest of the house.
"""

import os
import resource
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, PngImagePlugin

# Both sides at most; a photograph of a phone is shown whole on any screen.
BOX = 1_600
# What a good phone takes. Only of a JPEG can a part be decoded; the rest takes its memory whole.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
# Tried until it is small enough; a face and a line of text stay readable at the last.
QUALITIES = (82, 70, 58)
SMALL_ENOUGH = 400_000
MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 8
MAGIC = {b"\xff\xd8\xff": "JPEG", b"\x89PNG\r\n\x1a\n": "PNG", b"RIFF": "WEBP"}
HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
# The status of the process.
NOT_A_PICTURE, HEIC_PICTURE, BROKEN, TOO_MANY_PIXELS = 10, 11, 12, 13
# Width and height in front of the picture.
HEAD = struct.Struct(">II")


class Refused(Exception):
    """Why nothing comes out: one of the statuses."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def reencode(raw: bytes) -> tuple[bytes, int, int]:
    """A JPEG of the first frame, upright, within the box, in plain colours; width and height.

    Raises Refused.
    """
    kind = _kind(raw)
    # Looked at below, before anything is decoded; Pillow's own limit only warns at first.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(BytesIO(raw), formats=[kind]) as opened:
            if opened.width * opened.height > MOST_PIXELS[kind]:
                raise Refused(TOO_MANY_PIXELS)
            return _made_anew(opened)
    except MemoryError as error:
        raise Refused(TOO_MANY_PIXELS) from error
    except Refused:
        raise
    except Exception as error:
        # Decoders raise whatever they like on what somebody has made up.
        raise Refused(BROKEN) from error


def _kind(raw: bytes) -> str:
    """By what it is, never by what it is called. Raises Refused."""
    if raw[4:8] == b"ftyp" and raw[8:12] in HEIC:
        raise Refused(HEIC_PICTURE)
    kind = next((kind for magic, kind in MAGIC.items() if raw.startswith(magic)), "")
    if not kind or (kind == "WEBP" and raw[8:12] != b"WEBP"):
        raise Refused(NOT_A_PICTURE)
    return kind


def _made_anew(opened: Image.Image) -> tuple[bytes, int, int]:
    profile = opened.info.get("icc_profile")
    small = _small(opened)
    upright = _upright(small)
    pixels = _in_plain_colours(_on_white(upright), profile)
    # From the pixels alone: comments, places and profiles hang on the picture that was opened.
    clean = Image.frombytes("RGB", pixels.size, pixels.tobytes())
    for quality in QUALITIES:
        out = BytesIO()
        clean.save(out, "JPEG", quality=quality, optimize=True)
        if out.tell() <= SMALL_ENOUGH:
            break
    return out.getvalue(), clean.width, clean.height


def _small(opened: Image.Image) -> Image.Image:
    # A JPEG is decoded at a half, a quarter or an eighth where that is large enough.
    opened.draft(None, (BOX, BOX))
    opened.load()
    if opened.mode.startswith("I;16"):
        opened = opened.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if opened.mode in ("1", "P", "I", "F"):
        turned = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
        turned.info["exif"] = opened.info.get("exif", b"")
        opened = turned
    opened.thumbnail((BOX, BOX), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return opened


def _upright(picture: Image.Image) -> Image.Image:
    with suppress(Exception):
        # Directions that cannot be read are none; the picture is still one.
        return ImageOps.exif_transpose(picture)
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture
    seen = picture.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    white.alpha_composite(seen)
    return white.convert("RGB")


def _in_plain_colours(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """As sRGB: a rash must not look paler because the profile went with the rest."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, TypeError, ValueError):
            told = ImageCms.ImageCmsProfile(BytesIO(profile))
            plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
            turned = ImageCms.profileToProfile(picture, told, plain, outputMode="RGB")
            if turned is not None:
                return turned
    return picture.convert("RGB")


def _confine() -> None:
    """From here on: bounded memory and time, no file to write, and everybody else first."""
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        # Not every system knows every limit; the one who waits has a clock of its own.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))
    os.nice(10)


def main(confine: Callable[[], None] = _confine) -> int:
    """Standard input to standard output; the status says why not."""
    PngImagePlugin.MAX_TEXT_MEMORY = 1 << 20
    raw = sys.stdin.buffer.read()
    confine()
    try:
        made, width, height = reencode(raw)
    except Refused as refused:
        return refused.status
    sys.stdout.buffer.write(HEAD.pack(width, height) + made)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
