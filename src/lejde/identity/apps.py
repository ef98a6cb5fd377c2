from django.apps import AppConfig
from django.core.checks import register
from django.db.models.signals import post_migrate


class IdentityConfig(AppConfig):
    name = "lejde.identity"
    label = "identity"

    def ready(self) -> None:
        from django.contrib.contenttypes.management import create_contenttypes

        from lejde.identity import checks, pages_of_the_desk, sign_in

        # Roles are data of ours: nothing ever asks the permissions that Django would make here.
        post_migrate.disconnect(dispatch_uid="django.contrib.auth.management.create_permissions")
        post_migrate.disconnect(create_contenttypes)
        register(checks.check_traps)
        sign_in.connect()
        pages_of_the_desk.add()
