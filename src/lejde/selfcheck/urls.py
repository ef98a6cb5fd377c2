from django.urls import path

from lejde.selfcheck.views import pages

app_name = "selfcheck"

urlpatterns = [path("", pages.check, name="start")]
