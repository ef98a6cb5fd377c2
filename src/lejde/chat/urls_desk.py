from django.urls import path

from lejde.chat.views import desk, events, live

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/events", events.desk_page, name="desk_events"),
    path("talks/<int:number>/said", live.desk_said, name="desk_said"),
    path("talks/<int:number>/say", live.desk_say, name="desk_say"),
    path("talks/<int:number>/typing", live.desk_typing, name="desk_typing"),
    path("talks/<int:number>/seen", live.desk_seen, name="desk_seen"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/close/", desk.close, name="close_talk"),
]
