from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "lejde.identity"
    label = "identity"
