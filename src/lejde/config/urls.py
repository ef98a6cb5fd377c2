"""Every address of the house."""

from django.urls import include, path

from lejde.config import pages

urlpatterns = [
    path("", pages.front, name="front"),
    path("", include("lejde.ui.urls")),
    path("", include("lejde.identity.urls")),
    path("check/", include("lejde.selfcheck.urls")),
    path("book/", include("lejde.booking.urls")),
    path("api/v1/", include("lejde.config.api_urls")),
    path("health/ready", pages.ready, name="ready"),
]

handler400 = "lejde.ui.views.bad_request"
handler403 = "lejde.ui.views.forbidden"
handler404 = "lejde.ui.views.not_found"
handler500 = "lejde.ui.views.server_error"
