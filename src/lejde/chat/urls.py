from django.urls import path

from lejde.chat.views import closing, pages

app_name = "chat"

urlpatterns = [
    path("", pages.start, name="start"),
    path("<slug:key>/", pages.talk, name="talk"),
    path("<slug:key>/close/", pages.close, name="close"),
    path("<slug:key>/delete/", closing.erase, name="erase"),
    path("<slug:key>/helped/", closing.helped, name="helped"),
]
