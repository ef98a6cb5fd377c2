from django.urls import path

from lejde.chat.views import along, pages, together

app_name = "chat"

urlpatterns = [
    path("", pages.start, name="start"),
    path("along/", along.along, name="along"),
    path("back/", together.back, name="back"),
    path("<slug:key>/", pages.talk, name="talk"),
    path("<slug:key>/close/", pages.close, name="close"),
    path("<slug:key>/delete/", pages.erase, name="erase"),
    path("<slug:key>/answer/", together.answer, name="answer"),
    path("<slug:key>/elsewhere/", together.elsewhere, name="elsewhere"),
    path("<slug:key>/step/<int:sequence>/", together.step, name="step"),
    path("<slug:key>/interpreter/", together.interpreter, name="interpreter"),
    path("<slug:key>/interpreter/end/", together.let_out, name="let_out"),
]
