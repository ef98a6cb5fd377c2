"""What the house does by itself."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from lejde.config import clockwork, delivery
from lejde.kernel.clock import now
from lejde.vault import errands

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


@pytest.fixture
def outbox(settings: Any, tmp_path: Path) -> Path:
    settings.LEJDE_HOME = tmp_path
    return tmp_path / delivery.OUTBOX


def test_an_errand_is_run_once_at_its_hour_and_then_gone(outbox: Path) -> None:
    errands.leave("somebody@example.org", "Reminder.", now() + timedelta(hours=1))
    assert clockwork.run_errands(now()) == 0
    assert clockwork.run_errands(now() + timedelta(hours=2)) == 1
    assert clockwork.run_errands(now() + timedelta(hours=2)) == 0
    assert outbox.read_text() == "somebody@example.org\tReminder.\n"
    assert outbox.stat().st_mode & 0o777 == 0o600
    delivery.close_outbox()
    assert not outbox.exists() and delivery.send("somebody@example.org", "Late.") is False
    assert not outbox.exists()
    delivery.open_outbox()


def test_a_hastened_errand_goes_at_once(outbox: Path) -> None:
    number = errands.leave("+4700000000", "Free.", now() + timedelta(days=20))
    errands.hasten(number)
    errands.hasten(12345)
    assert clockwork.run_errands(now()) == 1


def test_a_house_that_cannot_send_offers_nothing(settings: Any, outbox: Path) -> None:
    settings.LEJDE_DEMO, settings.LEJDE_REMINDERS_URL = False, ""
    assert delivery.send("somebody@example.org", "Reminder.") is False


def test_the_address_is_escaped_into_the_senders_url(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    import apprise

    added: list[str] = []
    monkeypatch.setattr(apprise.Apprise, "add", lambda self, url: added.append(url))
    monkeypatch.setattr(apprise.Apprise, "notify", lambda self, body: True)
    settings.LEJDE_DEMO = False
    settings.LEJDE_REMINDERS_URL = "mailtos://u:p@mail.example.org?to={address}"
    assert delivery.send("a&b=c@example.org", "Reminder.")
    assert added == ["mailtos://u:p@mail.example.org?to=a%26b%3Dc%40example.org"]


def test_a_fault_does_not_end_the_clock(caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> None:
        raise OSError("secret words")

    clockwork._quietly(fails)
    assert "secret" not in caplog.text


def test_the_night_runs_on_an_empty_house(outbox: Path) -> None:
    clockwork.night()
