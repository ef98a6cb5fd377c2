from django.urls import path

from lejde.chat.views import desk, pictures

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/close/", desk.close, name="close_talk"),
    path("talks/<int:number>/picture/<int:sequence>/", pictures.at_the_desk, name="desk_picture"),
]
