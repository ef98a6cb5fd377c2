from django.urls import path

from lejde.statistics import views

urlpatterns = [path("numbers/", views.numbers, name="numbers")]
