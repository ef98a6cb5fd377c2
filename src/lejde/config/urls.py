"""Every address of the house."""

from allauth.account.views import LoginView
from django.conf import settings
from django.urls import include, path

from lejde.config import pages

urlpatterns = [
    path("api/v1/", include("lejde.config.urls_api")),
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
