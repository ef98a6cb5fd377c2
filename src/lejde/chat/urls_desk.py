from django.urls import path

from lejde.chat.views import (
    beside,
    closing,
    desk,
    events,
    figures,
    hours,
    keeping,
    live,
    pictures,
    presence,
)

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/events", events.desk_page, name="desk_events"),
    path("talks/here/", presence.here, name="talks_here"),
    path("talks/stop/", presence.stop, name="talks_stop"),
    path("talks/ready/", presence.ready, name="talks_ready"),
    path("talks/hours/", hours.topics, name="talk_hours"),
    path("talks/hours/topic/<slug:topic>/", hours.topic, name="talk_topic"),
    path("talks/hours/gone/", hours.take_away, name="talk_hours_gone"),
    path("talks/figures/", figures.staffing, name="talk_figures"),
    path("talks/<int:number>/said", live.desk_said, name="desk_said"),
    path("talks/<int:number>/say", live.desk_say, name="desk_say"),
    path("talks/<int:number>/typing", live.desk_typing, name="desk_typing"),
    path("talks/<int:number>/seen", live.desk_seen, name="desk_seen"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/translate/", desk.translate, name="translate_talk"),
    path("talks/<int:number>/beside/", beside.talk_beside, name="talk_beside"),
    path("talks/<int:number>/weigh/", beside.weigh, name="weigh_talk"),
    path("talks/<int:number>/second/", beside.second_talk, name="second_talk"),
    path("talks/<int:number>/close/", closing.close, name="close_talk"),
    path("talks/keeping/", keeping.keeping, name="talk_keeping"),
    path("talks/<int:number>/picture/<int:sequence>/", pictures.at_the_desk, name="desk_picture"),
]
