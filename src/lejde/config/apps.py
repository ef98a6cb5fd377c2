from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "lejde.config"
    label = "house"

    def ready(self) -> None:
        from zoneinfo import ZoneInfo

        from django.conf import settings

        from lejde.kernel import clock

        clock.hang(ZoneInfo(settings.TIME_ZONE))
