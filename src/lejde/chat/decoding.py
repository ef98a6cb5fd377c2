"""Asks a process apart to make a picture anew, and says plainly why it would not."""

import subprocess
import sys
from dataclasses import dataclass, field

from lejde.chat import reencoding
from lejde.kernel.errors import BadInput, TooBusy

# Longer than its own time allows: on a busy machine it also waits for its turn.
SECONDS = 30


class PictureTooLarge(BadInput):
    """More bytes, or more pixels, than are taken."""

    code = "picture_too_large"
    status = 413


class NotAPicture(BadInput):
    """Something else, or a kind of picture that is not taken, whatever it is called."""

    code = "not_a_picture"
    status = 415


class HeicPicture(NotAPicture):
    """Apple's and some others' kind, that phones turn into JPEG when they are asked."""


class BrokenPicture(BadInput):
    """Cut short on the way, or made to break what opens it."""

    code = "broken_picture"


REFUSED: dict[int, tuple[type[BadInput], str]] = {
    reencoding.NOT_A_PICTURE: (NotAPicture, "picture: expected JPEG, PNG or WebP"),
    reencoding.HEIC_PICTURE: (HeicPicture, "picture: HEIC is not taken; send it as JPEG"),
    reencoding.TOO_MANY_PIXELS: (PictureTooLarge, "picture: too many pixels"),
}
# Out of time, or a decoder that fell.
OTHERWISE = (BrokenPicture, "picture: cannot be read to its end")


@dataclass(frozen=True)
class Remade:
    """A JPEG with nothing in it but what one sees."""

    content: bytes = field(repr=False)
    width: int
    height: int


def remake(raw: bytes) -> Remade:
    """Made anew from its pixels. Raises NotAPicture, BrokenPicture, PictureTooLarge, TooBusy."""
    command = [sys.executable, "-I", "-m", reencoding.__name__]
    try:
        # No variable goes along: they say where keys lie. What it complains of is not kept.
        # Our own program with fixed arguments; what somebody sent goes to its input alone.
        ended = subprocess.run(  # noqa: S603
            command, input=raw, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env={}, cwd="/", timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TooBusy("too many at once; try again in a moment") from error
    if ended.returncode:
        refusal, why = REFUSED.get(ended.returncode, OTHERWISE)
        raise refusal(why, keys=["picture"])
    width, height = reencoding.HEAD.unpack_from(ended.stdout)
    return Remade(ended.stdout[reencoding.HEAD.size :], width, height)
