from typing import Any

from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "lejde.booking"
    label = "booking"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lejde.booking import actions, hours, queries, records
        from lejde.booking.domain import ARRIVED, TAKEN
        from lejde.identity import home
        from lejde.identity.desk import Page, WorkList, add_page, add_work
        from lejde.identity.erasing import before_erasing
        from lejde.identity.roles import BOOK, KEEP_HOURS
        from lejde.identity.staffing import Worker

        def section(session: Any) -> dict[str, Any]:
            shown = [actions.shown(one) for one in records.appointments(session)]
            return {"coming": [each for each in shown if each["is_to_come"]]}

        def today(worker: Worker) -> dict[str, int] | None:
            if not set(records.KIND_OF) & set(worker.keys.purposes()):
                return None
            states = [card.slot.state for card in queries.cards(worker, hours.today())]
            return {"here": states.count(ARRIVED), "expected": states.count(TAKEN)}

        before_erasing(actions.forget)
        home.register(home.Section(10, "booking/mine.html", section))
        add_page(Page(10, "day", _("The day"), lambda worker: worker.may(BOOK)))
        add_page(Page(20, "week", _("The week"), lambda w: w.may(BOOK) or w.may(KEEP_HOURS)))
        add_work(WorkList(5, "booking/today.html", today))
        add_page(Page(70, "hours", _("Hours"), lambda worker: worker.may(KEEP_HOURS)))
