from django.urls import path

from lejde.selfcheck.views import along, pages

app_name = "selfcheck"

urlpatterns = [
    path("", pages.check, name="start"),
    # A number and no name: the browser's history tells how far somebody came, not what they said.
    path("<int:number>/", pages.step, name="step"),
    path("answer/", pages.answer, name="answer"),
    path("along/", along.bring, name="along"),
    path("along/again/", along.again, name="again"),
    path("along/forget/", along.forget, name="forget"),
]
