from django.apps import AppConfig


class CounsellingConfig(AppConfig):
    name = "lejde.counselling"
    label = "counselling"

    def ready(self) -> None:
        from lejde.counselling import sections

        sections.add()
