from django.urls import path

from lejde.chat.views import desk, events

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/events", events.desk_page, name="desk_events"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/close/", desk.close, name="close_talk"),
]
