from django.urls import path

from lejde.chat.views import beside, desk

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/translate/", desk.translate, name="translate_talk"),
    path("talks/<int:number>/beside/", beside.talk_beside, name="talk_beside"),
    path("talks/<int:number>/weigh/", beside.weigh, name="weigh_talk"),
    path("talks/<int:number>/second/", beside.second_talk, name="second_talk"),
    path("talks/<int:number>/close/", desk.close, name="close_talk"),
]
