"""`python -m lejde.ui.vendor VERSION` fetches Designsystemet's ready-built CSS anew (needs npm)."""

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@digdir/designsystemet-css"
HERE = Path(__file__).parent / "static" / "vendor" / "designsystemet"
FILES = {
    "package/dist/src/index.css": "index.css",
    "package/dist/theme/designsystemet.css": "theme.css",
    "package/LICENSE": "LICENSE",
}


def fetch(version: str) -> None:
    """Replaces the committed files by those of a version, and notes version and integrity."""
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(  # noqa: S603
            ["npm", "pack", "--json", f"{PACKAGE}@{version}"],  # noqa: S607
            cwd=folder,
            check=True,
            capture_output=True,
        )
        told = json.loads(packed.stdout)[0]
        with tarfile.open(Path(folder) / told["filename"]) as archive:
            for inside, name in FILES.items():
                file = archive.extractfile(inside)
                if file is None:
                    raise SystemExit(f"{inside} is not in {PACKAGE} {version}")
                (HERE / name).write_bytes(file.read())
    note = {"package": PACKAGE, "version": told["version"], "integrity": told["integrity"]}
    (HERE / "version.json").write_text(json.dumps(note, indent=1) + "\n")


if __name__ == "__main__":
    fetch(sys.argv[1] if len(sys.argv) > 1 else "latest")
