"""What is left away for programs is only what they have no use for: refusals, language, headers and
limits are those of every page.
"""

import io
import json
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import override_settings

from lejde.config import programs

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def asked(path: str, **more: Any) -> HttpResponse:
    return programs.answer({
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": "", "SERVER_NAME": "testserver",
        "SERVER_PORT": "80", "wsgi.input": io.BytesIO(), "wsgi.url_scheme": "http", **more,
    })  # fmt: skip


def code_of(answer: HttpResponse) -> str:
    return str(json.loads(answer.content)["error"]["code"])


def test_no_answer_is_kept_or_guessed_at() -> None:
    answer = asked("/api/v1/topics", HTTP_ACCEPT_LANGUAGE="da")
    assert answer.status_code == 200
    told = {name: answer[name] for name in ("Cache-Control", "X-Content-Type-Options")}
    assert told == {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    assert answer["Content-Language"] == "da"


@pytest.mark.parametrize(
    ("path", "more", "status", "code"),
    [
        ("/api/v1/nothing", {}, 404, "not_found"),
        ("/api/v1/topics", {"lejde.is_full": True}, 429, "too_busy"),
        ("/api/v1/conversations/1/messages", {}, 401, "not_signed_in"),
    ],
)
def test_a_refusal_is_read_by_a_program(
    path: str, more: dict[str, Any], status: int, code: str
) -> None:
    answer = asked(path, **more)
    assert (answer.status_code, code_of(answer)) == (status, code)


@override_settings(ALLOWED_HOSTS=["clinic.example"])
def test_a_host_that_is_not_the_houses_is_refused() -> None:
    answer = asked("/api/v1/topics", SERVER_NAME="elsewhere.example")
    assert (answer.status_code, code_of(answer)) == (400, "malformed")


def test_a_body_that_is_too_long_is_refused_before_it_is_read() -> None:
    long = str(settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = asked("/api/v1/visitors", REQUEST_METHOD="POST", CONTENT_LENGTH=long)
    assert (answer.status_code, code_of(answer)) == (413, "too_large")
