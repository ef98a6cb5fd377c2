"""Every address of the house."""

from django.urls import include, path

from lejde.config import pages
from lejde.identity import api

urlpatterns = [
    path("", pages.front, name="front"),
    path("", include("lejde.ui.urls")),
    path("", include("lejde.identity.urls")),
    path("api/v1/visitors", api.make_visitor),
    path("api/v1/visitors/me", api.me),
    path("api/v1/sessions", api.sign_in),
    path("health/ready", pages.ready, name="ready"),
]

handler400 = "lejde.ui.views.bad_request"
handler403 = "lejde.ui.views.forbidden"
handler404 = "lejde.ui.views.not_found"
handler500 = "lejde.ui.views.server_error"
