from django.apps import AppConfig


class ClinicConfig(AppConfig):
    name = "lejde.clinic"
    label = "clinic"

    def ready(self) -> None:
        from lejde.clinic import sections

        sections.add()
