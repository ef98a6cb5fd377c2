from django.urls import path

from lejde.chat.views import desk, figures, hours, presence

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/here/", presence.here, name="talks_here"),
    path("talks/stop/", presence.stop, name="talks_stop"),
    path("talks/ready/", presence.ready, name="talks_ready"),
    path("talks/hours/", hours.topics, name="talk_hours"),
    path("talks/hours/topic/<slug:topic>/", hours.topic, name="talk_topic"),
    path("talks/hours/gone/", hours.take_away, name="talk_hours_gone"),
    path("talks/figures/", figures.staffing, name="talk_figures"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/close/", desk.close, name="close_talk"),
]
