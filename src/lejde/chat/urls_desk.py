from django.urls import path

from lejde.chat.views import beside, desk

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/beside/", beside.look, name="talk_beside"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/close/", desk.close, name="close_talk"),
]
