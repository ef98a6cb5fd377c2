"""Services a clinic begins with; the manager changes them at the desk."""

from lejde.booking.models import Service

# Code, mode, purpose, minutes, buffer, names, and what it is: nb, da, en.
STARTERS = (
    ("first_visit", "clinic", "health", 45, 15,
     ("Første besøk", "Første besøg", "First visit"),
     ("tester og god tid til å snakke", "test og god tid til at tale", "tests, and time to talk")),
    ("control", "clinic", "health", 20, 10,
     ("Kontroll", "Kontrol", "Control"),
     ("ny test, vaksine eller svar", "ny test, vaccine eller svar",
      "a new test, vaccine or answer")),
    ("talk", "clinic", "counselling", 60, 15,
     ("Samtale", "Samtale", "A talk"),
     ("med en som kan lytte, så ofte du trenger",
      "med en, der kan lytte, så ofte du har brug for det",
      "with somebody who listens, as often as you need")),
    ("drop_in", "drop_in", "health", 30, 0,
     ("Uten time", "Uden tid", "Without a time"),
     ("kom når det er åpent", "kom, når der er åbent", "come when it is open")),
    ("phone", "phone", "counselling", 30, 10,
     ("Samtale på telefon", "Samtale på telefon", "A talk by phone"),
     ("du ringer oss", "du ringer til os", "you ring us")),
    ("street", "street", "health", 15, 5,
     ("Der du er", "Hvor du er", "Where you are"),
     ("test fra bussen vår", "test fra vores bus", "a test from our bus")),
)  # fmt: skip


def add() -> None:
    """Adds those that are not there yet; their hours are still to be given."""
    for order, (code, mode, purpose, minutes, buffer, names, abouts) in enumerate(STARTERS):
        Service.objects.get_or_create(
            code=code,
            defaults={
                "mode": mode, "purpose": purpose, "minutes": minutes, "buffer": buffer,
                "names": dict(zip(("nb", "da", "en"), names, strict=True)),
                "abouts": dict(zip(("nb", "da", "en"), abouts, strict=True)), "order": order,
            },
        )  # fmt: skip
