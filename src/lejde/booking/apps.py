from typing import Any

from django.apps import AppConfig


class BookingConfig(AppConfig):
    name = "lejde.booking"
    label = "booking"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from lejde.booking import actions, records
        from lejde.identity import home, reading
        from lejde.identity.desk import Page, add_page
        from lejde.identity.erasing import before_erasing
        from lejde.identity.roles import BOOK, KEEP_HOURS

        def section(session: Any) -> dict[str, Any]:
            shown = [actions.shown(one) for one in records.appointments(session)]
            return {"coming": [each for each in shown if each["is_to_come"] or each["is_here"]]}

        def to_read(told: list[dict[str, Any]]) -> dict[str, Any] | None:
            newest = {one["claim"]: records.Appointment("", **one) for one in told}
            mine = [one for one in newest.values() if actions.is_to_come(one)]
            return {"one": min(mine, key=lambda one: one.starts_at)} if mine else None

        reading.register(
            reading.Readable(
                30,
                records.PART,
                _("The appointment: day, hour and place"),
                reading.KINDS,
                "booking/read.html",
                to_read,
            )
        )
        before_erasing(actions.forget)
        home.register(home.Section(10, "booking/mine.html", section))
        add_page(Page(10, "day", _("The day"), lambda worker: worker.may(BOOK)))
        add_page(Page(20, "week", _("The week"), lambda w: w.may(BOOK) or w.may(KEEP_HOURS)))
        add_page(Page(70, "hours", _("Hours"), lambda worker: worker.may(KEEP_HOURS)))
