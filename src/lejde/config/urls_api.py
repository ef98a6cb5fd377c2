"""Every address for other programs, below `/api/v1/`."""

from django.urls import path

from lejde.booking.views import api as booking_api
from lejde.chat.views import api as chat_api
from lejde.chat.views import api_presence, api_together, pictures_api
from lejde.chat.views import events as chat_events
from lejde.config import api_document
from lejde.identity import api
from lejde.selfcheck.views import api as plan_api

urlpatterns = [
    # Asked for all the time: found first.
    path("conversations/<str:number>/messages", chat_api.messages),
    path("conversations/<str:number>/events", chat_events.conversation),
    path("staff/sessions", api.staff_sign_in),
    path("slots", booking_api.slots),
    path("appointments", booking_api.appointments),
    path("appointments/<int:slot>", booking_api.appointment),
    path("conversations", chat_api.conversations),
    path("conversations/<str:number>/close", chat_api.close),
    path("conversations/<str:number>", chat_api.conversation),
    path("conversations/<str:number>/seen", chat_api.seen),
    path("conversations/<str:number>/typing", chat_api.typing),
    path("conversations/<str:number>/attachments", pictures_api.attachments),
    path("conversations/<str:number>/attachments/<str:sequence>", pictures_api.attachment),
    path("staff/events", chat_events.staff),
    path("topics", api_presence.topics),
    path("staff/presence", api_presence.staff),
    path("conversations/<str:number>/transfer", api_together.transfers),
    path("conversations/<str:number>/answer", api_together.answers),
    path("conversations/<str:number>/handover", api_together.handovers),
    path("conversations/<str:number>/offers", api_together.offers),
    path("staff/conversations/<str:number>/seat", api_together.seats),
    path("staff/queue", chat_api.queue),
    path("staff/conversations/<str:number>/claim", chat_api.claim),
    path("plan", plan_api.plan),
    path("visitors", api.make_visitor),
    path("visitors/me", api.me),
    path("sessions", api.sign_in),
    path("openapi.json", api_document.openapi),
]
