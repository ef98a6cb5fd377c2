from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "lejde.booking"
    label = "booking"

    def ready(self) -> None:
        from lejde.booking import sections

        sections.add()
