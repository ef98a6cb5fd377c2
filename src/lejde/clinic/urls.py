from django.urls import path

from lejde.clinic.views import mine

app_name = "clinic"

urlpatterns = [
    path("ask/", mine.ask, name="ask"),
    path("take-back/", mine.take_back, name="take_back"),
]
