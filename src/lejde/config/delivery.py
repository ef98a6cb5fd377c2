"""Where an errand's words go: through Apprise, or into a file in the demo."""

from urllib.parse import quote

from django.conf import settings

OUTBOX = "outbox"


def send(address: str, words: str) -> bool:
    """True when it was handed on. The demo's outbox is emptied at shutdown."""
    if settings.LEJDE_DEMO:
        with (settings.LEJDE_HOME / OUTBOX).open("a", encoding="utf-8") as box:
            box.write(f"{address}\t{words}\n")
        return True
    if not settings.LEJDE_REMINDERS_URL:
        return False
    # Imported late: it is heavy, and most houses send a few words a day.
    import apprise

    notifier = apprise.Apprise()
    notifier.add(settings.LEJDE_REMINDERS_URL.replace("{address}", quote(address, safe="")))
    return bool(notifier.notify(body=words))


def empty_outbox() -> None:
    """Nothing of the demo's reminders outlives it."""
    (settings.LEJDE_HOME / OUTBOX).unlink(missing_ok=True)
