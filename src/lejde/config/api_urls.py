"""The JSON calls; each is another thin view over the rooms' own actions."""

from django.urls import path

from lejde.identity import api as identity
from lejde.selfcheck.views import api as selfcheck

urlpatterns = [
    path("visitors", identity.make_visitor, name="api_visitors"),
    path("visitors/me", identity.me, name="api_me"),
    path("sessions", identity.sign_in, name="api_sessions"),
    path("plan", selfcheck.plan, name="api_plan"),
]
