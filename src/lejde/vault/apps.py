from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "lejde.vault"
    label = "vault"
