from django.urls import path

from lejde.counselling.views import mine

app_name = "counselling"

urlpatterns = [
    path("<slug:key>/", mine.page, name="mine"),
    path("<slug:key>/say/", mine.say, name="say"),
    path("<slug:key>/take-back/", mine.take_back, name="take_back"),
    path("<slug:key>/goal/", mine.goal, name="goal"),
    path("<slug:key>/step/", mine.step, name="step"),
    path("<slug:key>/mark/", mine.mark, name="mark"),
    path("<slug:key>/decline/", mine.decline, name="decline"),
    path("<slug:key>/bring/", mine.bring, name="bring"),
]
