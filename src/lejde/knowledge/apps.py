from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "lejde.knowledge"
    label = "knowledge"
