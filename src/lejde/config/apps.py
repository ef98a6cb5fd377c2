from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "lejde.config"
    label = "house"
