from django.apps import AppConfig
from django.core.checks import register


class IdentityConfig(AppConfig):
    name = "lejde.identity"
    label = "identity"

    def ready(self) -> None:
        from lejde.identity import checks, pages_of_the_desk, sign_in

        register(checks.check_traps)
        sign_in.connect()
        pages_of_the_desk.add()
