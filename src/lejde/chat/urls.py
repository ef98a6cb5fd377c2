from django.urls import path

from lejde.chat.views import events, pages

app_name = "chat"

urlpatterns = [
    path("", pages.start, name="start"),
    path("<slug:key>/", pages.talk, name="talk"),
    path("<slug:key>/events", events.own_page, name="events"),
    path("<slug:key>/close/", pages.close, name="close"),
    path("<slug:key>/delete/", pages.erase, name="erase"),
]
