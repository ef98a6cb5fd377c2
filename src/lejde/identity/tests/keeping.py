"""The page that shows a code, as a browser without scripts goes on from it."""

import html
import re
from typing import Any

from django.test import Client

from lejde.identity.domain import groups_of


def hidden_fields(page: str) -> dict[str, str]:
    """What the form with the groups carries."""
    (form,) = [each for each in re.findall(r"<form.*?</form>", page, re.S) if "group_2" in each]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    return {name: html.unescape(value) for name, value in found if not name.startswith("csrf")}


def keep(client: Client, page: Any) -> Any:
    """Types two groups back; the answer."""
    told = hidden_fields(page.text)
    groups = groups_of(told["code"])
    (address,) = re.findall(r'<form method="post" action="([^"]+)" class="stack"', page.text)
    return client.post(address, {**told, "group_2": groups[1], "group_4": groups[3]})
