from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "lejde.selfcheck"
    label = "selfcheck"
