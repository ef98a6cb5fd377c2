"""`lejde bench NAME`: runs one benchmark of `bench/`, which prints a ratio to its limit or peer."""

import importlib.util
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "bench"


def bench(argv: list[str]) -> int:
    """Runs the named benchmark; 2 when there is none of that name."""
    names = sorted(path.stem for path in FOLDER.glob("*.py"))
    if len(argv) != 1 or argv[0] not in names:
        print(f"usage: lejde bench NAME, one of: {', '.join(names)}", file=sys.stderr)
        return 2
    spec = importlib.util.spec_from_file_location(f"bench_{argv[0]}", FOLDER / f"{argv[0]}.py")
    if spec is None or spec.loader is None:
        return 2
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    status: int = module.main()
    return status
