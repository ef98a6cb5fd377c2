from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "lejde.statistics"
    label = "statistics"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lejde.identity.desk import Page, add_page
        from lejde.identity.roles import COUNT

        add_page(Page(60, "numbers", _("Numbers"), lambda worker: worker.may(COUNT)))
