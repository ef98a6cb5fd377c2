"""The server: settings checked first, then uvicorn in this process."""

import argparse
import io
import resource
import sys

import django
from django.conf import settings
from django.db.utils import OperationalError


def serve(argv: list[str]) -> int:
    """Serves until stopped; 2 with one line per fault when a setting is wrong."""
    parser = argparse.ArgumentParser(prog="lejde serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args(argv)
    if not is_ready("serve"):
        return 2
    run(arguments.host, arguments.port)
    return 0


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


def run(host: str, port: int) -> None:
    """One process. No access log: an address and a time are already a trace."""
    import uvicorn

    from lejde.config import clockwork

    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    stop = clockwork.start()
    uvicorn.run(
        "lejde.config.asgi:application",
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=5,
    )
    stop.set()
