"""The server: settings checked first, then uvicorn in this process."""

import argparse
import fcntl
import io
import resource
import sys
import time
from pathlib import Path
from typing import IO

import django
from django.conf import settings
from django.db.utils import OperationalError

LOCK = "serving"
ENDS_WITHIN_SECONDS = 7
NO_BELL = (
    "another server process runs here, or is asked for: they need LEJDE_BUS_URL (a Valkey) so that "
    "each hears what the others store"
)


def serve(argv: list[str]) -> int:
    """Serves until stopped; 2 with one line per fault when a setting is wrong."""
    parser = argparse.ArgumentParser(prog="lejde serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=1, help="several need LEJDE_BUS_URL")
    arguments = parser.parse_args(argv)
    if arguments.processes < 1:
        parser.error("--processes: at least 1")
    if arguments.processes > 1 and not settings.LEJDE_BUS_URL:
        print(f"lejde serve: {NO_BELL}", file=sys.stderr)
        return 2
    if not is_ready("serve"):
        return 2
    return run(arguments.host, arguments.port, arguments.processes)


def is_ready(command: str) -> bool:
    """Everything a command needs is there; else False, with one line for each thing that is not."""
    told = settings.ENVIRONMENT
    for line in (*told.faults, *told.warnings):
        print(f"lejde {command}: {line}", file=sys.stderr)
    if told.faults:
        return False
    try:
        prepare()
    except OSError as error:
        print(f"lejde {command}: LEJDE_HOME: {told.home}: {error.strerror}", file=sys.stderr)
    except OperationalError as error:
        first = str(error).strip().partition("\n")[0]
        print(f"lejde {command}: a database does not answer: {first}", file=sys.stderr)
    else:
        return True
    return False


def prepare() -> None:
    """Makes the home and brings both databases up to date; raises OSError, OperationalError."""
    settings.LEJDE_HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()
    from django.core.management import call_command

    from lejde.knowledge import editions

    call_command("check", fail_level="ERROR", stdout=io.StringIO())
    call_command("migrate", database="default", verbosity=0, interactive=False)
    call_command("migrate", database="keys", verbosity=0, interactive=False)
    editions.remember()


def run(host: str, port: int, processes: int = 1) -> int:
    """Serves until told to stop. No access log: an address and a time are already a trace."""
    import uvicorn

    from lejde.config import clockwork

    alone = _alone(settings.LEJDE_HOME / LOCK)
    if alone is None and not settings.LEJDE_BUS_URL:
        print(f"lejde serve: {NO_BELL}", file=sys.stderr)
        return 2
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    stop = clockwork.start()
    uvicorn.run(
        "lejde.config.asgi:application",
        host=host,
        port=port,
        workers=processes,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=5,
    )
    stop.set()
    return 0


def _alone(lock: Path) -> IO[str] | None:
    """The lock of the only server in this home, held as long as this is; None when there is another
    after the few seconds in which one that was told to stop ends.
    """
    held = lock.open("w", encoding="ascii")
    for _ in range(ENDS_WITHIN_SECONDS * 10):
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(0.1)
        else:
            return held
    held.close()
    return None
