from django.urls import path

from lejde.selfcheck.views import along, pages

app_name = "selfcheck"

urlpatterns = [
    path("", pages.check, name="start"),
    path("along/", along.bring, name="along"),
    path("along/again/", along.again, name="again"),
    path("along/forget/", along.forget, name="forget"),
]
