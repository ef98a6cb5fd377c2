from django.urls import path

from lejde.chat.views import along, closing, events, live, pages, pictures, start, together

app_name = "chat"

urlpatterns = [
    path("", start.start, name="start"),
    path("begin/", start.begin, name="begin"),
    path("along/", along.along, name="along"),
    path("back/", together.back, name="back"),
    path("<slug:key>/", pages.talk, name="talk"),
    path("<slug:key>/said", live.said, name="said"),
    path("<slug:key>/say", live.say, name="say"),
    path("<slug:key>/typing", live.typing, name="typing"),
    path("<slug:key>/seen", live.seen, name="seen"),
    path("<slug:key>/events", events.own_page, name="events"),
    path("<slug:key>/wait/", pages.wait, name="wait"),
    path("<slug:key>/picture/", pictures.send, name="send_picture"),
    path("<slug:key>/picture/<int:sequence>/", pictures.page, name="picture"),
    path("<slug:key>/picture/<int:sequence>/open/", pictures.content, name="picture_content"),
    path("<slug:key>/close/", pages.close, name="close"),
    path("<slug:key>/delete/", closing.erase, name="erase"),
    path("<slug:key>/helped/", closing.helped, name="helped"),
    path("<slug:key>/answer/", together.answer, name="answer"),
    path("<slug:key>/elsewhere/", together.elsewhere, name="elsewhere"),
    path("<slug:key>/step/<int:sequence>/", together.step, name="step"),
    path("<slug:key>/interpreter/", together.interpreter, name="interpreter"),
    path("<slug:key>/interpreter/end/", together.let_out, name="let_out"),
]
