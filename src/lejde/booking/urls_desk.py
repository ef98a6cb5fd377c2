from django.urls import path

from lejde.booking.views import desk, hours

urlpatterns = [
    path("day/", desk.day, name="day"),
    path("day/<int:number>/arrived/", desk.arrived, name="arrived"),
    path("day/<int:number>/missed/", desk.missed, name="missed"),
    path("week/", desk.week, name="week"),
    path("card/", desk.without_phone, name="without_phone"),
    path("hours/", hours.services, name="hours"),
    path("hours/<int:number>/", hours.service, name="service_hours"),
    path("hours/<int:number>/change/", hours.change, name="change_service"),
    path("hours/days/<int:number>/", hours.open_day, name="open_day"),
]
