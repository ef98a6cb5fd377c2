"""A sheet of labels: the sample's number and QR code, the day, no name."""

import json
from importlib import resources

import segno

from lejde.clinic.domain import Test
from lejde.guidelines import words


def sheet(tests: list[Test], language: str) -> bytes:
    """A PDF (A4, 3 × 8 labels of 70 × 37 mm), two labels a sample."""
    # Imported late: the compiler is a library of some tens of megabytes.
    import typst

    seen: dict[str, dict[str, str]] = {}
    for test in tests:
        sample = words.of(language).file.specimens[test.specimen]  # type: ignore[index]
        told = seen.setdefault(
            test.sample,
            {"number": test.sample, "sample": sample, "day": test.taken_on, "tests": "",
             "qr": segno.make(test.sample, error="m", micro=False).svg_inline(scale=2, border=1)},
        )  # fmt: skip
        name = words.of(language).file.infections[test.infection]  # type: ignore[index]
        told["tests"] += f", {name}" if told["tests"] else name
    labels = [one for one in seen.values() for _ in range(2)]
    source = resources.files(__package__).joinpath("labels.typ").read_text("utf-8")
    pdf: bytes = typst.compile(source.encode(), sys_inputs={"labels": json.dumps(labels)})
    return pdf
