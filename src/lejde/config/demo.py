"""`lejde demo`: the whole service on 127.0.0.1 kept between starts."""

import argparse
import os
import secrets
import shutil
import socket
import sys
from pathlib import Path

MARKER = ".lejde-demo"


def demo(argv: list[str]) -> int:
    """Starts the demo and serves until stopped; 2 and one line when something is in the way."""
    parser = argparse.ArgumentParser(prog="lejde demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--home", type=Path, default=Path(".lejde/demo"))
    parser.add_argument("--credentials", type=Path, help="write logins and codes as JSON, outside")
    parser.add_argument("--fresh", action="store_true", help="throw the old demo away first")
    arguments = parser.parse_args(argv)
    home = arguments.home.resolve()
    if fault := _fault(arguments.port, arguments.credentials, home):
        print(f"lejde demo: {fault}", file=sys.stderr)
        return 2
    try:
        is_ours = claim(home, fresh=arguments.fresh)
    except OSError as error:
        print(f"lejde demo: --home {home}: {error.strerror}", file=sys.stderr)
        return 2
    if not is_ours:
        print(f"lejde demo: {home} holds something that is no demo; name another", file=sys.stderr)
        return 2
    environment(home)
    from lejde.config import serve

    if not serve.is_ready("demo"):
        return 2
    _fill_and_tell(home, f"http://localhost:{arguments.port}", arguments.credentials)
    return serve.run("127.0.0.1", arguments.port)


def _fault(port: int, credentials: Path | None, home: Path) -> str:
    """What would stop the demo after minutes of filling, told before."""
    if not 0 < port < 65536:
        return f"--port {port}: expected 1 to 65535"
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind(("127.0.0.1", port))
        except OSError as error:
            return f"--port {port}: {error.strerror}; name another"
    if credentials is None:
        return ""
    file = credentials.resolve()
    if file.is_relative_to(home):
        return "--credentials must lie outside the home"
    if file.is_dir() or not (file.parent.is_dir() and os.access(file.parent, os.W_OK)):
        return f"--credentials {credentials}: cannot be written"
    return ""


def _fill_and_tell(home: Path, base: str, credentials: Path | None) -> None:
    from lejde.config import demo_house, demo_people

    demo_house.fill(home)
    if credentials:
        demo_house.write_credentials(credentials, base)
    lines = [f"Lejde demo: {base}/ for visitors, {base}/desk/ for staff (one click each)"]
    lines += [
        f"  {p.username}: {p.passphrase}; second factor {p.totp}" for p in demo_people.people()
    ]
    lines += ["  visitors' codes: " + ", ".join(demo_house.codes())]
    lines += ["  (demo only: the pepper lies inside the home; press Ctrl-C to stop)"]
    print("\n".join(lines), flush=True)


def claim(home: Path, *, fresh: bool) -> bool:
    """Never deletes or fills a folder that a demo did not make."""
    if home.exists() and any(home.iterdir()):
        if not (home / MARKER).exists():
            return False
        if fresh:
            shutil.rmtree(home)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    (home / MARKER).touch()
    return True


def environment(home: Path) -> None:
    """The settings of a demo's home, its pepper made when there is none."""
    pepper = home / "pepper"
    if not pepper.exists():
        pepper.touch(mode=0o600)
        pepper.write_bytes(secrets.token_bytes(32))
    os.environ["LEJDE_HOME"] = str(home)
    os.environ["LEJDE_PEPPER_FILE"] = str(pepper)
    os.environ["LEJDE_DEMO"] = "1"
    os.environ.setdefault("LEJDE_CLINIC_NAME", "Klinikken ved elva")
