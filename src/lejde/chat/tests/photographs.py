"""Pictures for tests, with everything in them that must not be stored."""

import struct
import zlib
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

# Longitude and latitude, a maker's name, a comment: looked for in what comes out.
SECRETS = (b"SECRET-CAMERA", b"SECRET-COMMENT", b"SECRET-XMP", b"SECRET-TRAILER", b"SECRET-ICC")
GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def told(orientation: int = 1) -> bytes:
    """EXIF as a phone writes it: where, with what, and which way up."""
    exif = Image.Exif()
    exif[MAKE] = "SECRET-CAMERA"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS).update({1: "N", 2: (59.0, 54.0, 49.0), 3: "E", 4: (10.0, 44.0, 21.0)})
    return exif.tobytes()


def half_red(width: int = 64, height: int = 32) -> Image.Image:
    """The left half red, the right half blue: one sees which way up it is."""
    picture = Image.new("RGB", (width, height), (0, 0, 220))
    picture.paste((220, 0, 0), (0, 0, width // 2, height))
    return picture


def saved(picture: Image.Image, kind: str, **more: Any) -> bytes:
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


# A profile says when it was made: the same picture twice must be the same bytes.
@cache
def photograph(orientation: int = 1, width: int = 64, height: int = 32) -> bytes:
    """A JPEG with a place, a comment, XMP, a profile, and something behind its end."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    raw = saved(
        half_red(width, height), "JPEG", quality=95, exif=told(orientation),
        comment=b"SECRET-COMMENT", xmp=b"<x:xmpmeta>SECRET-XMP</x:xmpmeta>", icc_profile=profile,
    )  # fmt: skip
    return raw + b"SECRET-TRAILER<script>alert(1)</script>PK\x03\x04"


def kinds() -> dict[str, bytes]:
    """The same in every kind that is taken, each with what that kind can carry."""
    text = PngInfo()
    text.add_text("Comment", "SECRET-COMMENT")
    text.add_itxt("XML:com.adobe.xmp", "SECRET-XMP")
    frames = [half_red(), Image.new("RGB", (64, 32), (0, 200, 0))]
    moving: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "duration": 50}
    xmp = b"<x>SECRET-XMP</x>"
    return {
        "jpeg": photograph(),
        "png": saved(half_red(), "PNG", pnginfo=text, exif=told()) + b"SECRET-TRAILER",
        "webp": saved(half_red(), "WEBP", lossless=True, exif=told(), xmp=xmp),
        "moving png": saved(frames[0], "PNG", pnginfo=text, **moving),
        "moving webp": saved(frames[0], "WEBP", lossless=True, **moving),
        "indexed png": saved(half_red().quantize(4), "PNG", exif=told()),
        "see-through png": saved(half_red().convert("RGBA"), "PNG", exif=told()),
        "printer's jpeg": saved(half_red().convert("CMYK"), "JPEG", quality=95, exif=told()),
    }


def bomb(width: int, height: int) -> bytes:
    """A PNG that says it is so large, in a few kilobytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    rows = zlib.compress(bytes(4_000_000), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def noted_bomb() -> bytes:
    """A small PNG whose note unpacks to a hundred megabytes."""
    whole = saved(half_red(), "PNG")
    body = b"Comment\0\0" + zlib.compress(bytes(100_000_000), 1)
    note = struct.pack(">I", len(body)) + b"zTXt" + body
    note += struct.pack(">I", zlib.crc32(b"zTXt" + body))
    return whole[:33] + note + whole[33:]


NO_PICTURES = {
    "words": b"just words",
    "nothing": b"",
    "vector": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "page": b"<!doctype html><script>alert(1)</script>",
    "archive": b"PK\x03\x04" + bytes(100),
    "gif": b"GIF89a" + bytes(100),
    "sound": b"RIFF\x10\0\0\0WAVE" + bytes(100),
    "heic": b"\0\0\0\x18ftypheic" + bytes(100),
}
