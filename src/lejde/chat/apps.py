from django.apps import AppConfig


class ChatConfig(AppConfig):
    name = "lejde.chat"
    label = "chat"

    def ready(self) -> None:
        from lejde.chat import sections

        sections.add()
