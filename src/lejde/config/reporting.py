"""`lejde report YEAR`: a draft of the year's report, for whoever holds the key to the facts."""

import argparse
import getpass
import hmac
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from lejde.kernel.errors import LejdeError

if TYPE_CHECKING:
    from lejde.identity.staffing import Worker

LANGUAGES = ("nb", "da", "en")
DEMO_HOME = Path(".lejde/demo")


def report(argv: list[str]) -> int:
    """Writes all files of a year or none; 2 and one line when something is in the way."""
    parser = argparse.ArgumentParser(prog="lejde report")
    parser.add_argument("year", type=int)
    parser.add_argument("--out", type=Path, required=True, help="a folder that is empty or new")
    parser.add_argument("--language", choices=LANGUAGES, default="nb")
    parser.add_argument("--earlier", type=Path, action="append", default=[], metavar="FILE",
                        help="report.json of a year that is out, once for each")  # fmt: skip
    parser.add_argument("--as", dest="username", help="whose key opens the facts")
    parser.add_argument("--demo", type=Path, nargs="?", const=DEMO_HOME, help="a demo's home")
    told = parser.parse_args(argv)
    if told.out.exists() and (not told.out.is_dir() or any(told.out.iterdir())):
        return _refused(f"--out {told.out}: holds something already")
    try:
        earlier = [json.loads(file.read_text()) for file in told.earlier]
    except (OSError, ValueError) as error:
        return _refused(f"--earlier: {error}")
    is_ready = _demo_is_ready(told.demo) if told.demo else _house_is_ready()
    return _drafted(told, earlier) if is_ready else 2


def _drafted(told: argparse.Namespace, earlier: list[Any]) -> int:
    from lejde.events.counting import facts
    from lejde.statistics.drafting import draft
    from lejde.statistics.report.write import write

    try:
        worker = _demo_manager() if told.demo else _signed_in(told.username)
        made = draft(
            told.year, facts(worker.keys), seed=_seed(told.year), earlier=earlier,
            language=told.language,
        )  # fmt: skip
        worker.note("drafted_report", reason=str(told.year))
        written = write(made.document, told.out, earlier)
    except (LejdeError, ValueError, OSError) as error:
        return _refused(str(error))
    audit = told.out / "audit.json"
    audit.write_text(json.dumps(made.verdict, indent=1) + "\n")
    for file in (*written, audit):
        print(file)
    return 0


def _seed(year: int) -> int:
    """Secret, and the same for the same year: two drafts that hide different cells would tell
    together what each of them hides.
    """
    drawn = hmac.digest(settings.LEJDE_PEPPER, f"report/{year}".encode(), "sha256")
    return int.from_bytes(drawn[:8])


def _signed_in(username: str | None) -> "Worker":
    from lejde.identity.sign_in import sign_in_for_programs
    from lejde.identity.staffing import worker_of

    name = username or input("user: ")
    passphrase, code = getpass.getpass("passphrase: "), getpass.getpass("code: ")
    return worker_of(sign_in_for_programs(username=name, password=passphrase, code=code))


def _demo_manager() -> "Worker":
    from lejde.config import demo_people
    from lejde.identity.models import Staff
    from lejde.identity.staffing import Worker

    return Worker(Staff.objects.get(username="manager"), demo_people.session_of("manager"))


def _house_is_ready() -> bool:
    from lejde.config import serve

    return serve.is_ready("report")


def _demo_is_ready(home: Path) -> bool:
    from lejde.config import demo

    if not demo.claim(home.resolve(), fresh=False):
        _refused(f"--demo {home}: holds something that is no demo")
        return False
    demo.environment(home.resolve())
    if not _house_is_ready():
        return False
    from lejde.config import demo_house

    demo_house.fill(home.resolve())
    return True


def _refused(why: str) -> int:
    print(f"lejde report: {why}", file=sys.stderr)
    return 2
