from django.urls import path

from lejde.chat.views import pages

app_name = "chat"

urlpatterns = [
    path("", pages.start, name="start"),
    path("<slug:key>/", pages.talk, name="talk"),
    path("<slug:key>/wait/", pages.wait, name="wait"),
    path("<slug:key>/close/", pages.close, name="close"),
    path("<slug:key>/delete/", pages.erase, name="erase"),
]
