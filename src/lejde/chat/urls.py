from django.urls import path

from lejde.chat.views import pages, pictures

app_name = "chat"

urlpatterns = [
    path("", pages.start, name="start"),
    path("<slug:key>/", pages.talk, name="talk"),
    path("<slug:key>/picture/", pictures.send, name="send_picture"),
    path("<slug:key>/picture/<int:sequence>/", pictures.page, name="picture"),
    path("<slug:key>/picture/<int:sequence>/open/", pictures.content, name="picture_content"),
    path("<slug:key>/close/", pages.close, name="close"),
    path("<slug:key>/delete/", pages.erase, name="erase"),
]
