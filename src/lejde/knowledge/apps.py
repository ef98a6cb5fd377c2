from typing import Any

from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "lejde.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lejde.identity.desk import Page, WorkList, add_page, add_work
        from lejde.knowledge import views_desk, views_guide

        def may_read(worker: Any) -> bool:
            return any(worker.may(act) for act in views_desk.READERS)

        add_page(Page(45, "guide", _("Talking guide"), views_guide.may_read))
        add_page(Page(50, "rules", _("Rules"), may_read))
        add_work(WorkList(90, "knowledge/due_work.html", views_desk.warning))
