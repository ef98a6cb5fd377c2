"""Settings from `LEJDE_*` variables, checked before anything starts: one clear line per fault."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lejde import packs

PEPPER_BYTES = 32
KNOWN = {
    "LEJDE_HOME", "LEJDE_DATABASE_URL", "LEJDE_KEYS_URL", "LEJDE_BUS_URL", "LEJDE_PEPPER_FILE",
    "LEJDE_ROOT_KEY", "LEJDE_HOSTS", "LEJDE_CLINIC_NAME", "LEJDE_EXIT_URL", "LEJDE_DEMO",
    "LEJDE_COUNTRY", "LEJDE_ZONE", "LEJDE_REMINDERS_URL", "LEJDE_TRANSLATE_URL",
    # Of the start script and the suite.
    "LEJDE_PYTHON", "LEJDE_UV", "LEJDE_TEST_BROWSER", "LEJDE_PICTURES",
}  # fmt: skip


@dataclass(frozen=True)
class Environment:
    """What the service was told; `faults` has a line for each thing that is wrong, `warnings` for
    each that it can start with.
    """

    home: Path
    database: dict[str, Any]
    keys_database: dict[str, Any]
    pepper: bytes = field(repr=False)
    root_key: str
    hosts: list[str]
    clinic_name: str
    exit_url: str
    is_demo: bool
    country: str
    zone: str
    reminders_url: str
    bus_url: str
    translate_url: str
    faults: tuple[str, ...]
    warnings: tuple[str, ...] = ()


def read_environment(environ: Mapping[str, str] | None = None) -> Environment:
    """Reads all variables without raising; who must have them refuses on `faults`."""
    env = os.environ if environ is None else environ
    faults: list[str] = []
    home = Path(env.get("LEJDE_HOME") or ".lejde/local").expanduser().resolve()
    main = _database(env, "LEJDE_DATABASE_URL", home / "lejde.sqlite3", faults)
    keys = _database(env, "LEJDE_KEYS_URL", home / "keys.sqlite3", faults)
    if main["NAME"] == keys["NAME"] and main.get("HOST") == keys.get("HOST"):
        faults.append("LEJDE_KEYS_URL: the keys must never lie in the main database")
    root_key = env.get("LEJDE_ROOT_KEY", "").strip().lower()
    if root_key and not _is_hex(root_key, 32):
        faults.append("LEJDE_ROOT_KEY: expected 64 hexadecimal digits")
    return Environment(
        home=home,
        database=main,
        keys_database=keys,
        pepper=_pepper(env, faults),
        root_key=root_key,
        hosts=[h for h in env.get("LEJDE_HOSTS", "localhost,127.0.0.1").split(",") if h],
        clinic_name=env.get("LEJDE_CLINIC_NAME", "Lejde"),
        exit_url=env.get("LEJDE_EXIT_URL", "https://www.yr.no/"),
        is_demo=env.get("LEJDE_DEMO") == "1",
        country=_country(env, faults),
        zone=_zone(env, faults),
        reminders_url=_reminders(env, faults),
        bus_url=_bus(env, faults),
        translate_url=_translate(env, faults),
        faults=tuple(faults),
        warnings=tuple(_warnings(env)),
    )


def _warnings(env: Mapping[str, str]) -> Iterator[str]:
    unknown = sorted(name for name in env if name.startswith("LEJDE_") and name not in KNOWN)
    yield from (f"{name}: there is no such setting; it has no effect" for name in unknown)


def _pepper(env: Mapping[str, str], faults: list[str]) -> bytes:
    name = env.get("LEJDE_PEPPER_FILE")
    if not name:
        faults.append("LEJDE_PEPPER_FILE: not set; name a file with 32 random bytes")
        return b""
    try:
        pepper = Path(name).read_bytes()
    except OSError as error:
        faults.append(f"LEJDE_PEPPER_FILE: {name}: {error.strerror}")
        return b""
    if len(pepper) != PEPPER_BYTES:
        faults.append(f"LEJDE_PEPPER_FILE: {name}: {len(pepper)} bytes, expected {PEPPER_BYTES}")
    return pepper


def _country(env: Mapping[str, str], faults: list[str]) -> str:
    country = env.get("LEJDE_COUNTRY", "NO").upper()
    if len(country) != 2 or not country.isalpha():
        faults.append("LEJDE_COUNTRY: expected two letters such as NO")
        return "NO"
    if country.lower() not in packs.known():
        faults.append(f"LEJDE_COUNTRY: there are no rules for {country}")
        return "NO"
    return country


def _zone(env: Mapping[str, str], faults: list[str]) -> str:
    zone = env.get("LEJDE_ZONE", "Europe/Oslo")
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        faults.append(f"LEJDE_ZONE: {zone!r} is no time zone such as Europe/Oslo")
        return "Europe/Oslo"
    return zone


def _reminders(env: Mapping[str, str], faults: list[str]) -> str:
    """An Apprise address with `{address}` in it; empty when reminders are not offered."""
    url = env.get("LEJDE_REMINDERS_URL", "")
    if url and "{address}" not in url:
        faults.append("LEJDE_REMINDERS_URL: needs {address} where the person's address goes")
    return url


def _bus(env: Mapping[str, str], faults: list[str]) -> str:
    """The address of a Valkey that several server processes ring; empty for one process."""
    url = env.get("LEJDE_BUS_URL", "")
    if url and not url.startswith(("redis://", "rediss://", "valkey://", "valkeys://", "unix://")):
        faults.append("LEJDE_BUS_URL: expected an address such as redis://host:6379/0")
    return url


def _translate(env: Mapping[str, str], faults: list[str]) -> str:
    """The address of a LibreTranslate on the house's own network; empty when there is none.

    A name is looked up anew at each use, and refused there when it is a public one.
    """
    url = env.get("LEJDE_TRANSLATE_URL", "")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host = ""
    if url and (not host or parts.scheme not in ("http", "https")):
        faults.append("LEJDE_TRANSLATE_URL: expected an address such as http://10.0.0.5:5000")
        return ""
    try:
        is_public = ip_address(host).is_global
    except ValueError:
        is_public = False
    if is_public:
        faults.append(
            "LEJDE_TRANSLATE_URL: what people write may not leave the house's own network"
        )
        return ""
    return url


def _is_hex(text: str, size: int) -> bool:
    try:
        return len(bytes.fromhex(text)) == size
    except ValueError:
        return False


def _database(
    env: Mapping[str, str], name: str, default: Path, faults: list[str]
) -> dict[str, Any]:
    url = env.get(name)
    if not url:
        return sqlite(default)
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        # Not the error's own words: they repeat the address, and a password may lie in it.
        faults.append(f"{name}: the host or the port cannot be read")
        return sqlite(default)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        faults.append(f"{name}: expected postgres://user:password@host:port/name or sqlite:///path")
        return sqlite(default)
    # A socket's folder goes into the query, as in libpq's own addresses.
    socket = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or socket,
        "PORT": port,
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Statements that come again and again are planned once.
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5},
    }


def sqlite(path: Path) -> dict[str, Any]:
    """IMMEDIATE: deferred transactions fail with "locked" when two writers upgrade at once.

    `secure_delete` zeroes what is deleted; a half that stays in a free page is not destroyed.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; "
                "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
            ),
        },
    }
