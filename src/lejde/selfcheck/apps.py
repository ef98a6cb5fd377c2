from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "lejde.selfcheck"
    label = "selfcheck"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lejde.identity import home, reading
        from lejde.identity.folders import CARE
        from lejde.selfcheck import folders
        from lejde.selfcheck.views import shown

        label = _("The questions answered beforehand, and the plan")
        reading.register(
            reading.Readable(20, folders.CHECK, label, (CARE,), "selfcheck/read.html", shown.kept)
        )
        home.register(home.Section(40, "selfcheck/mine.html", folders.section))
