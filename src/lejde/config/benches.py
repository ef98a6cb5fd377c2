"""`lejde bench NAME`: the measurements in `bench/` of a checkout."""

import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def bench(argv: list[str]) -> int:
    """Runs one; 2 for a name that is none."""
    folder = ROOT / "bench"
    names = sorted(
        file.stem for file in folder.glob("*.py") if "def main(" in file.read_text()
    )  # fmt: skip
    names = [name for name in names if name != "sealing"]
    if not argv or argv[0] not in names:
        print(f"usage: lejde bench {'|'.join(names) or 'NAME (needs a checkout)'}", file=sys.stderr)
        return 2
    sys.path.insert(0, str(ROOT))
    sys.argv = [f"bench.{argv[0]}", *argv[1:]]
    runpy.run_module(f"bench.{argv[0]}", run_name="__main__")
    return 0
