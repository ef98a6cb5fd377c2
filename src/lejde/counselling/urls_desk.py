from django.urls import path

from lejde.counselling.views import desk

urlpatterns = [
    path("goals/<slug:door>/<int:number>/", desk.page, name="goals_desk"),
    path("goals/<slug:door>/<int:number>/ask/", desk.ask, name="ask_goals"),
]
