from django.urls import path

from lejde.chat.views import closing, desk, keeping

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/close/", closing.close, name="close_talk"),
    path("talks/keeping/", keeping.keeping, name="talk_keeping"),
]
