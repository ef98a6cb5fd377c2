"""Machine translation by a LibreTranslate on the house's own network, when one is set. Only when
somebody of the staff presses for it; marked for both sides; the original is always kept.

What people write must not reach a stranger: an address that is public is refused at each use, the
one that was looked at is the one that is asked, no proxy is used and no redirect followed.
"""

import json
import socket
import ssl
from http.client import HTTPConnection, HTTPException
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from lejde.chat import desk_actions, threads
from lejde.chat.domain import VISITOR, Message, check_id, check_text
from lejde.identity.staffing import Worker
from lejde.kernel.errors import LejdeError, NotFound

SECONDS = 8
MOST_BYTES = 400_000
# The newest messages of the visitor that one press translates.
MOST_MESSAGES = 5
ANY_LANGUAGE = "auto"


class NotTranslated(LejdeError):
    """The machine did not answer, or not with a translation; nothing is lost by it."""

    code = "not_translated"
    status = 503


def is_offered() -> bool:
    """Whether the house has such a machine."""
    return bool(settings.LEJDE_TRANSLATE_URL)


def for_me(worker: Worker, number: int, language: str) -> list[tuple[int, str]]:
    """Sequence and translation of the visitor's newest messages; stored nowhere. Raises NotAllowed,
    NotFound, NotTranslated.
    """
    _offered()
    held = desk_actions.find(worker, number)
    worker.note("translated", held.part)
    said: list[Message] = [one for one in threads.read_all(held) if one.sender == VISITOR]
    newest = said[-MOST_MESSAGES:]
    texts = translate([one.text for one in newest], ANY_LANGUAGE, language) if newest else []
    return [(one.sequence, text) for one, text in zip(newest, texts, strict=True)]


def say(worker: Worker, number: int, client_id: object, text: object, language: str) -> None:
    """Sends a text with its translation into the visitor's language. Sent before, it is not
    translated again: a machine may answer otherwise the second time. Raises as `desk_actions.say`,
    NotTranslated.
    """
    _offered()
    held = desk_actions.find(worker, number)
    original, own = check_text(text), check_id(client_id)
    if held.said_as(own):
        return
    (translated,) = translate([original], language, held.row.language)
    with override(held.row.language):
        marked = _("Translated by a machine, so it can be wrong:")
        first = _("As it was written here:")
    both = f"{marked}\n{translated}\n\n{first}\n{original}"
    desk_actions.say(worker, number, own, both)


def translate(texts: list[str], source: str, target: str) -> list[str]:
    """Each text in another language; raises NotTranslated."""
    asked = {"q": texts, "source": source, "target": target, "format": "text"}
    try:
        told = _asked(json.dumps(asked).encode())
    except (OSError, HTTPException, ValueError):
        # Not the error's words: what was asked may stand in them.
        raise NotTranslated("the machine that translates did not answer") from None
    found = told.get("translatedText") if isinstance(told, dict) else None
    if not isinstance(found, list) or len(found) != len(texts):
        raise NotTranslated("the machine that translates did not answer")
    if not all(isinstance(one, str) and one.strip() for one in found):
        raise NotTranslated("the machine that translates did not answer")
    return found


def _asked(body: bytes) -> Any:
    parts = urlsplit(settings.LEJDE_TRANSLATE_URL)
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    connection = HTTPConnection(host, port, timeout=SECONDS)
    try:
        connection.sock = socket.create_connection((_own_address(host, port), port), SECONDS)
        if parts.scheme == "https":
            secure = ssl.create_default_context()
            connection.sock = secure.wrap_socket(connection.sock, server_hostname=host)
        headers = {"Content-Type": "application/json"}
        connection.request("POST", f"{parts.path.rstrip('/')}/translate", body, headers)
        answer = connection.getresponse()
        raw = answer.read(MOST_BYTES + 1)
    finally:
        connection.close()
    if answer.status != 200 or len(raw) > MOST_BYTES:
        raise NotTranslated("the machine that translates did not answer")
    return json.loads(raw)


def _own_address(host: str, port: int) -> str:
    """An address of a host, all of which must lie on the house's own network."""
    found = [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or any(_is_public(one) for one in found):
        raise NotTranslated("the machine that translates is not on the house's own network")
    return found[0]


def _is_public(address: str) -> bool:
    found = ip_address(address.partition("%")[0])
    # A public address can be written as one of the other kind.
    return (getattr(found, "ipv4_mapped", None) or found).is_global


def _offered() -> None:
    if not is_offered():
        raise NotFound("nothing is translated here")
