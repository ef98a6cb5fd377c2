from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "lejde.selfcheck"
    label = "selfcheck"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lejde.identity import cookies, home, reading
        from lejde.identity.folders import CARE
        from lejde.selfcheck import drafts, folders
        from lejde.selfcheck.views import shown

        label = _("The questions answered beforehand, and the plan")
        reading.register(
            reading.Readable(20, folders.CHECK, label, (CARE,), "selfcheck/read.html", shown.kept)
        )
        cookies.register(drafts.COOKIE, drafts.PATH)
        home.register(home.Section(40, "selfcheck/mine.html", folders.section))
