from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lejde.audit"
    label = "audit"
