from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "lejde.selfcheck"
    label = "selfcheck"

    def ready(self) -> None:
        from lejde.identity import home
        from lejde.selfcheck import folders

        home.register(home.Section(40, "selfcheck/mine.html", folders.section))
