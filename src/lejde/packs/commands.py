"""`lejde plan` and `lejde packs`."""

import json
import sys
from collections.abc import Sequence
from datetime import UTC, date
from pathlib import Path
from typing import Any

from lejde import packs
from lejde.guidelines import engine, facts
from lejde.kernel import clock
from lejde.kernel.errors import BadInput, NotFound
from lejde.packs import checking
from lejde.packs.reading import BadPack, home


def plan(arguments: Sequence[str]) -> int:
    """JSON in (file or standard input), JSON out; 2 and one line per fault on bad input."""
    try:
        data = _read(arguments)
        parsed = facts.parse(data)
        made = engine.make_plan(parsed, packs.load(parsed.pack))
    except (BadInput, BadPack) as bad:
        print("\n".join(bad.detail.get("faults") or [bad.message]), file=sys.stderr)
        return 2
    except NotFound as missing:
        print(f"pack: {missing.message}", file=sys.stderr)
        return 2
    print(json.dumps(made.to_json(), ensure_ascii=False, indent=1))
    return 0


def _read(arguments: Sequence[str]) -> Any:
    if len(arguments) > 1:
        raise BadInput("usage: lejde plan [FILE]")
    try:
        raw = Path(arguments[0]).read_bytes() if arguments else sys.stdin.buffer.read()
        return json.loads(raw.decode("utf-8"), parse_constant=_refuse)
    except OSError as error:
        raise BadInput(f"{arguments[0]}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"input: is no JSON ({error})") from error


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def check(arguments: Sequence[str]) -> int:
    """`lejde packs check [ISO]`: 1 and one line per fault when a pack is not sound."""
    if not arguments or arguments[0] != "check" or len(arguments) > 2:
        print("usage: lejde packs check [ISO]", file=sys.stderr)
        return 2
    today, status = clock.now().astimezone(UTC).date(), 0
    for iso in [each.lower() for each in arguments[1:]] or packs.known():
        try:
            faults = checking.faults_of(iso, today)
        except NotFound as missing:
            print(f"lejde: {missing.message}", file=sys.stderr)
            return 2
        if faults:
            print("\n".join(faults), file=sys.stderr)
            status = 1
            continue
        pack = packs.load(iso)
        cases = len(checking.cases_in(home() / iso))
        print(
            f"{iso}: {pack.meta.version} ({pack.meta.status}): {len(pack.rules)} rules, "
            f"{len(pack.sources)} sources, {cases} cases, "
            f"{len(pack.meta.open_questions)} open questions: sound"
        )
        for key, day in checking.expiring(pack, today):
            print(f"{iso}: {key} runs out on {day}")
    return _check_words(today) or status


def _check_words(today: date) -> int:
    """The glossary, the guard and the guide, which are part of every pack."""
    book, faults = checking.faults_of_words(today)
    if faults or book.guide is None:
        print("\n".join(faults), file=sys.stderr)
        return 1
    print(
        f"words: {len(book.glossary)} terms, {len(book.guard.judging)} words that judge, "
        f"{len(book.guide.talks)} kinds of talk, {len(book.sources)} sources: sound"
    )
    return 0
