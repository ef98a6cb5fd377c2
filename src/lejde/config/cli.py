"""`lejde COMMAND`: each command is a function that takes its arguments and gives an exit status."""

import importlib
import os
import sys
from collections.abc import Sequence

# Imported only when called: the plan command must not pay for the web server.
COMMANDS = {
    "demo": ("lejde.config.demo", "demo", "the whole service on this machine, kept between starts"),
    "serve": ("lejde.config.serve", "serve", "the production server, settings from LEJDE_*"),
    "backup": ("lejde.config.upkeep", "backup", "FILE, and FILE.keys that lives seven days"),
    "restore": ("lejde.config.upkeep", "restore", "fills an empty house from FILE and FILE.keys"),
    "night": ("lejde.config.upkeep", "night", "what serve does by itself once a night"),
    "plan": ("lejde.packs.commands", "plan", "test plan: JSON in (FILE or input), JSON out"),
    "packs": ("lejde.packs.commands", "check", "check [ISO]: schema, sources, expiry, cases"),
    "setup": ("lejde.config.founding", "setup", "first organisation, two key holders, recovery"),
    "report": ("lejde.config.reporting", "report", "YEAR: the year's tables, protected, as files"),
    "bench": ("lejde.config.benches", "bench", "plan, search, seal, pages: each beside its limit"),
    "test": ("lejde.config.testing", "test", "the whole suite, with what it needs"),
}


def usage() -> str:
    """The list of commands, one a line."""
    lines = [f"  {name:<8}{about}" for name, (_, _, about) in COMMANDS.items()]
    return "\n".join(["usage: lejde COMMAND [ARGUMENTS]", *lines])


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; 2 when the command is unknown."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(usage())
        return 0
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lejde.config.settings")
    name, rest = arguments[0], arguments[1:]
    if name not in COMMANDS:
        print(f"lejde: no command {name!r}\n{usage()}", file=sys.stderr)
        return 2
    module, function, _ = COMMANDS[name]
    status: int = getattr(importlib.import_module(module), function)(rest)
    return status
