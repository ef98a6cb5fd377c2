"""The OpenAPI document of `/api/v1`, made from the shapes: what other programs may rely on."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from lejde.config import api_shapes as shapes
from lejde.config import api_shapes_talks as talks
from lejde.guidelines.facts import Facts
from lejde.identity.api import json_call

VISITOR, STAFF = "visitor", "staff"
JSON, FORM, JPEG = "application/json", "multipart/form-data", "image/jpeg"
ALWAYS = (503,)
MEANINGS = {
    400: "unreadable", 401: "nobody, or no longer", 403: "not for this person", 404: "not there",
    405: "not by this method", 409: "not as things are now", 413: "too large",
    415: "of a kind that is not taken", 422: "does not fit", 429: "too many at once",
    503: "a database is away, or there is no room; nothing is lost",
}  # fmt: skip
DONE = {200: "the answer", 201: "made", 204: "done"}


@dataclass(frozen=True)
class Call:
    """One method of one path; `answer` None is an answer without a body."""

    method: str
    path: str
    summary: str
    status: int
    answer: type[BaseModel] | None
    refusals: tuple[int, ...]
    body: type[BaseModel] | None = None
    opened_by: tuple[str, ...] = ()
    parameters: tuple[dict[str, Any], ...] = field(default=())
    # The same sent again is answered with the same, as 200.
    is_once: bool = False
    # Server-sent events, for as long as the right lasts.
    is_stream: bool = False
    takes: str = JSON
    gives: str = JSON


def _numbered(name: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": r"^\d+$"}
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _asked(name: str, description: str) -> dict[str, Any]:
    return {
        "name": name, "in": "query", "required": False, "schema": {"type": "string"},
        "description": description,
    }  # fmt: skip


CALLS = (
    Call("post", "/api/v1/visitors", "A code and a session; nothing is asked for", 201,
         shapes.NewVisitor, (400, 413, 422, 429), shapes.Nothing),
    Call("post", "/api/v1/sessions", "Comes back with a code", 201,
         shapes.Token, (400, 401, 413, 422, 429), shapes.ReturnCode),
    Call("delete", "/api/v1/visitors/me", "Everything of the visitor's is unreadable from now on",
         204, None, (401,), opened_by=(VISITOR,)),
    Call("post", "/api/v1/plan", "A test plan for what is stated; nothing is stored", 200,
         shapes.Plan, (400, 404, 413, 422), Facts),
    Call("get", "/api/v1/slots", "Open times", 200, shapes.Slots, (404, 422),
         parameters=(_asked("service", "code of a service"),
                     _asked("from", "a date or a moment; now when left out"),
                     _asked("to", "at most 92 days after; four weeks when left out"))),
    Call("post", "/api/v1/appointments", "Books a slot", 201, shapes.Appointment,
         (400, 401, 404, 409, 413, 422), shapes.WantedAppointment, (VISITOR,)),
    Call("delete", "/api/v1/appointments/{slot}", "Gives the time back", 204, None, (401, 404),
         opened_by=(VISITOR,), parameters=(_numbered("slot"),)),
    Call("post", "/api/v1/conversations", "Waits for somebody, or in the letterbox", 201,
         talks.Conversation, (400, 401, 404, 409, 413, 422), talks.WantedConversation,
         (VISITOR,), is_once=True),
    Call("get", "/api/v1/conversations/{number}/messages", "What was said, in order; a page of it",
         200, talks.Messages, (401, 403, 404, 422), opened_by=(VISITOR, STAFF),
         parameters=(_numbered("number"), _asked("after", "the last number that was read"))),
    Call("post", "/api/v1/conversations/{number}/messages", "Says something; stored when answered",
         201, talks.Sequence, (400, 401, 403, 404, 409, 413, 422, 429), talks.WantedMessage,
         (VISITOR, STAFF), (_numbered("number"),), is_once=True),
    Call("post", "/api/v1/conversations/{number}/attachments",
         "Sends a picture, with words or without; stored when answered", 201, talks.Sequence,
         (400, 401, 403, 404, 409, 413, 415, 422, 429), talks.WantedPicture, (VISITOR,),
         (_numbered("number"),), is_once=True, takes=FORM),
    Call("get", "/api/v1/conversations/{number}/attachments/{sequence}",
         "The picture of a message, until its day", 200, None, (401, 403, 404),
         opened_by=(VISITOR, STAFF), parameters=(_numbered("number"), _numbered("sequence")),
         gives=JPEG),
    Call("post", "/api/v1/conversations/{number}/close", "Ends it, from either side", 200,
         talks.Closed, (400, 401, 403, 404, 413, 422), shapes.Nothing, (VISITOR, STAFF),
         (_numbered("number"),)),
    Call("get", "/api/v1/conversations/{number}", "How it stands", 200, talks.HowItStands,
         (401, 403, 404), opened_by=(VISITOR, STAFF), parameters=(_numbered("number"),)),
    Call("get", "/api/v1/conversations/{number}/events", "Says when to look", 200, None,
         (401, 403, 404, 422), opened_by=(VISITOR, STAFF), is_stream=True,
         parameters=(_numbered("number"), _asked("after", "the last number one has"))),
    Call("post", "/api/v1/conversations/{number}/seen", "Looked at everything up to a number", 204,
         None, (400, 401, 403, 404, 413, 422), talks.Sequence, (VISITOR, STAFF),
         (_numbered("number"),)),
    Call("post", "/api/v1/conversations/{number}/typing", "Writes just now; nothing is kept", 204,
         None, (400, 401, 403, 404, 413, 422), shapes.Nothing, (VISITOR, STAFF),
         (_numbered("number"),)),
    Call("get", "/api/v1/staff/events", "Says which of one's conversations to look at", 200, None,
         (401, 403), opened_by=(STAFF,), is_stream=True),
    Call("get", "/api/v1/topics", "Whether somebody is there, and when it opens", 200,
         talks.Topics, ()),
    Call("post", "/api/v1/staff/presence", "A person says: I answer now", 200, talks.Presence,
         (400, 401, 403, 413, 422), talks.WantedPresence, (STAFF,)),
    Call("delete", "/api/v1/staff/presence", "Takes no one new", 204, None, (401, 403),
         opened_by=(STAFF,)),
    Call("post", "/api/v1/conversations/{number}/transfer",
         "Asks the visitor whether somebody else may go on", 201, talks.Sequence,
         (400, 401, 403, 404, 409, 413, 422), talks.WantedTransfer, (STAFF,),
         (_numbered("number"),), is_once=True),
    Call("delete", "/api/v1/conversations/{number}/transfer", "Takes the question back", 204, None,
         (401, 403, 404, 409), opened_by=(STAFF,), parameters=(_numbered("number"),)),
    Call("post", "/api/v1/conversations/{number}/offers", "Offers the next step in the thread", 201,
         talks.Sequence, (400, 401, 403, 404, 409, 413, 422), talks.WantedOffer, (STAFF,),
         (_numbered("number"),), is_once=True),
    Call("post", "/api/v1/conversations/{number}/answer", "Yes or no to what was asked or offered",
         200, talks.Conversation, (400, 401, 404, 409, 413, 422), talks.WantedAnswer, (VISITOR,),
         (_numbered("number"),)),
    Call("post", "/api/v1/conversations/{number}/handover",
         "Goes on with another purpose, which reads what is named", 200, talks.Conversation,
         (400, 401, 404, 409, 413, 422), talks.WantedHandover, (VISITOR,), (_numbered("number"),)),
    Call("post", "/api/v1/staff/conversations/{number}/seat", "Joins a colleague's talk, visibly",
         200, talks.Claimed, (400, 401, 403, 404, 409, 413, 422), talks.WantedSeat, (STAFF,),
         (_numbered("number"),)),
    Call("delete", "/api/v1/staff/conversations/{number}/seat", "Leaves it again", 204, None,
         (401, 403, 404), opened_by=(STAFF,), parameters=(_numbered("number"),)),
    Call("get", "/api/v1/staff/queue", "Who waits, the longest first", 200, talks.Queue,
         (401, 403), opened_by=(STAFF,)),
    Call("post", "/api/v1/staff/conversations/{number}/claim", "Takes one that waits", 200,
         talks.Claimed, (400, 401, 403, 404, 409, 413, 422), shapes.Nothing, (STAFF,),
         (_numbered("number"),)),
    Call("post", "/api/v1/staff/sessions", "Both factors of a staff member", 201,
         shapes.Token, (400, 401, 403, 413, 422, 429), shapes.StaffSignIn),
)  # fmt: skip


@json_call("GET")
def openapi(request: HttpRequest) -> HttpResponse:
    """200 with the document."""
    return JsonResponse(document())


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3.1."""
    paths: dict[str, dict[str, Any]] = {}
    for call in CALLS:
        paths.setdefault(call.path, {})[call.method] = _operation(call)
    own = {"get": {"summary": "This document", "responses": {
        "200": {"description": DONE[200], "content": _json({"type": "object"})},
        **_refusals((405,)),
    }}}  # fmt: skip
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Lejde", "version": "1",
            "description": "Codes are stable; texts are translated and may change.",
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": "/"}],
        "paths": {**paths, "/api/v1/openapi.json": own},
        "components": {"schemas": _schemas(), "securitySchemes": {
            VISITOR: {"type": "http", "scheme": "bearer", "description": "15 minutes"},
            STAFF: {"type": "http", "scheme": "bearer", "description": "8 hours at most"},
        }},
    }  # fmt: skip


def _operation(call: Call) -> dict[str, Any]:
    done: dict[str, Any] = {"description": DONE[call.status]}
    if call.answer:
        done["content"] = _json(_reference(call.answer.__name__))
    elif call.gives != JSON:
        done["content"] = {call.gives: {}}
    if call.is_stream:
        done["content"] = {"text/event-stream": {"schema": {"type": "string"}}}
    again = {"200": {**done, "description": DONE[200]}} if call.is_once else {}
    made: dict[str, Any] = {
        "summary": call.summary,
        "responses": {
            **again, str(call.status): done, **_refusals((405, *call.refusals, *ALWAYS))
        },
    }  # fmt: skip
    if call.body:
        content = {call.takes: {"schema": _reference(call.body.__name__)}}
        made["requestBody"] = {"required": call.body is not shapes.Nothing, "content": content}
    if call.parameters:
        made["parameters"] = list(call.parameters)
    made["security"] = [{who: []} for who in call.opened_by]
    return made


def _refusals(statuses: tuple[int, ...]) -> dict[str, Any]:
    told = {}
    for status in sorted(statuses):
        refusal = {"description": MEANINGS[status], "content": _json(_reference("Refusal"))}
        if status in (429, 503):
            refusal["headers"] = {"Retry-After": {
                "description": "whole seconds", "schema": {"type": "integer"},
            }}  # fmt: skip
        told[str(status)] = refusal
    return told


def _schemas() -> dict[str, Any]:
    wanted: dict[str, type[BaseModel]] = {"Refusal": shapes.Refusal}
    for call in CALLS:
        for model in (call.body, call.answer):
            if model is not None:
                wanted[model.__name__] = model
    both: list[tuple[type[BaseModel], JsonSchemaMode]] = [
        (wanted[name], "validation") for name in sorted(wanted)
    ]
    _, told = models_json_schema(both, ref_template="#/components/schemas/{model}")
    schemas: dict[str, Any] = told["$defs"]
    return schemas


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {JSON: {"schema": schema}}


def _reference(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}
