from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lejde.ui"
    label = "ui"
