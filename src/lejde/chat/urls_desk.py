from django.urls import path

from lejde.chat.views import desk, desk_together

urlpatterns = [
    path("talks/", desk.queue, name="talks"),
    path("talks/others/", desk_together.others, name="other_talks"),
    path("talks/<int:number>/", desk.talk, name="desk_talk"),
    path("talks/<int:number>/claim/", desk.claim, name="claim_talk"),
    path("talks/<int:number>/close/", desk.close, name="close_talk"),
    path("talks/<int:number>/join/", desk_together.join, name="join_talk"),
    path("talks/<int:number>/unjoin/", desk_together.unjoin, name="unjoin_talk"),
    path("talks/<int:number>/propose/", desk_together.propose, name="propose_talk"),
    path("talks/<int:number>/withdraw/", desk_together.withdraw, name="withdraw_talk"),
    path("talks/<int:number>/offer/", desk_together.offer, name="offer_in_talk"),
    path("talks/<int:number>/keep/", desk_together.keep, name="keep_unsent"),
]
