from django.apps import AppConfig


class KeystoreConfig(AppConfig):
    name = "lejde.vault.keystore"
    label = "keystore"
