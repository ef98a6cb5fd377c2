from django.urls import path

from lejde.identity.views import codes, mine, reading

app_name = "identity"

urlpatterns = [
    path("code/", codes.sign_in, name="code"),
    path("code/new/", codes.new, name="new"),
    path("code/kept/", codes.kept, name="kept"),
    path("mine/", mine.home, name="mine"),
    path("mine/code/", mine.change_code, name="change_code"),
    path("mine/end/", mine.end, name="end"),
    path("mine/delete/", mine.delete, name="delete"),
    path("mine/read-along/", reading.let_read, name="let_read"),
    path("mine/read-along/end/", reading.take_back, name="end_guest"),
    path("reading/", reading.read, name="reading"),
    path("leave/", mine.leave, name="leave"),
]
