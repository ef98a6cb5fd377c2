from django.urls import path

from lejde.booking.views import book, choose, mine

app_name = "booking"

urlpatterns = [
    path("", choose.start, name="start"),
    path("hold/", choose.hold, name="hold"),
    path("take/", book.book, name="book"),
    path("wait/", book.wait, name="wait"),
    path("number/", book.queue, name="queue"),
    path("cancel/", mine.cancel, name="cancel"),
    path("move/", mine.move, name="move"),
    path("accept/", mine.accept, name="accept"),
    path("calendar/", mine.calendar, name="calendar"),
]
