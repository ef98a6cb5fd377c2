from django.urls import path

from lejde.chat.views import pages, start

app_name = "chat"

urlpatterns = [
    path("", start.start, name="start"),
    path("begin/", start.begin, name="begin"),
    path("<slug:key>/", pages.talk, name="talk"),
    path("<slug:key>/close/", pages.close, name="close"),
    path("<slug:key>/delete/", pages.erase, name="erase"),
]
