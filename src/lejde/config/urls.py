"""Every address of the house."""

from allauth.account.views import LoginView
from django.conf import settings
from django.urls import include, path

from lejde.booking.views import api as booking_api
from lejde.chat.views import api as chat_api
from lejde.chat.views import api_presence, api_together, pictures_api
from lejde.chat.views import events as chat_events
from lejde.config import api_document, pages
from lejde.identity import api
from lejde.selfcheck.views import api as plan_api

urlpatterns = [
    path("", pages.front, name="front"),
    path("about/protection/", pages.protection, name="protection"),
    path("", include("lejde.ui.urls")),
    path("", include("lejde.identity.urls")),
    path("book/", include("lejde.booking.urls")),
    path("read/", include("lejde.knowledge.urls")),
    path("talk/", include("lejde.chat.urls")),
    path("goals/", include("lejde.counselling.urls")),
    path("check/", include("lejde.selfcheck.urls")),
    path("desk/", include("lejde.identity.urls_desk")),
    path("desk/", include("lejde.booking.urls_desk")),
    path("desk/", include("lejde.chat.urls_desk")),
    path("desk/", include("lejde.clinic.urls_desk")),
    path("desk/", include("lejde.counselling.urls_desk")),
    path("desk/", include("lejde.knowledge.urls_desk")),
    path("desk/", include("lejde.statistics.urls_desk")),
    path("mine/", include("lejde.clinic.urls")),
    path("api/v1/staff/sessions", api.staff_sign_in),
    path("api/v1/slots", booking_api.slots),
    path("api/v1/appointments", booking_api.appointments),
    path("api/v1/appointments/<int:slot>", booking_api.appointment),
    path("api/v1/conversations", chat_api.conversations),
    path("api/v1/conversations/<str:number>/messages", chat_api.messages),
    path("api/v1/conversations/<str:number>/close", chat_api.close),
    path("api/v1/conversations/<str:number>", chat_api.conversation),
    path("api/v1/conversations/<str:number>/seen", chat_api.seen),
    path("api/v1/conversations/<str:number>/typing", chat_api.typing),
    path("api/v1/conversations/<str:number>/events", chat_events.conversation),
    path("api/v1/conversations/<str:number>/attachments", pictures_api.attachments),
    path("api/v1/conversations/<str:number>/attachments/<str:sequence>", pictures_api.attachment),
    path("api/v1/staff/events", chat_events.staff),
    path("api/v1/topics", api_presence.topics),
    path("api/v1/staff/presence", api_presence.staff),
    path("api/v1/conversations/<str:number>/transfer", api_together.transfers),
    path("api/v1/conversations/<str:number>/answer", api_together.answers),
    path("api/v1/conversations/<str:number>/handover", api_together.handovers),
    path("api/v1/conversations/<str:number>/offers", api_together.offers),
    path("api/v1/staff/conversations/<str:number>/seat", api_together.seats),
    path("api/v1/staff/queue", chat_api.queue),
    path("api/v1/staff/conversations/<str:number>/claim", chat_api.claim),
    path("api/v1/plan", plan_api.plan),
    path("api/v1/visitors", api.make_visitor),
    path("api/v1/visitors/me", api.me),
    path("api/v1/sessions", api.sign_in),
    path("api/v1/openapi.json", api_document.openapi),
    path("health/live", pages.live),
    path("metrics", pages.metrics),
    path("health/ready", pages.ready, name="ready"),
]

if settings.LEJDE_DEMO:
    from lejde.config import demo_house, demo_people

    one_click = LoginView.as_view(
        extra_context={"one_click": demo_people.people, "demo_codes": demo_house.codes}
    )
    urlpatterns = [
        path("desk/in/", one_click),
        path("desk/in/demo/", demo_people.sign_in, name="demo_sign_in"),
        *urlpatterns,
    ]

handler400 = "lejde.ui.views.bad_request"
handler403 = "lejde.ui.views.forbidden"
handler404 = "lejde.ui.views.not_found"
handler500 = "lejde.ui.views.server_error"
