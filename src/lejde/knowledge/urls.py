from django.urls import path

from lejde.knowledge import views

app_name = "knowledge"

urlpatterns = [
    path("", views.index, name="index"),
    path("dots/", views.risk, name="risk"),
    path("words/", views.glossary, name="glossary"),
    path("<slug:address>/", views.page, name="page"),
]
