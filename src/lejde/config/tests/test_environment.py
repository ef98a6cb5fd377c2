"""Settings are checked before anything starts, with one clear line per fault."""

from pathlib import Path

import pytest

from lejde.config.environment import read_environment


def pepper(folder: Path, size: int = 32) -> str:
    file = folder / "pepper"
    file.write_bytes(bytes(size))
    return str(file)


def test_a_home_and_a_pepper_are_enough(tmp_path: Path) -> None:
    told = read_environment({"LEJDE_HOME": str(tmp_path), "LEJDE_PEPPER_FILE": pepper(tmp_path)})
    assert told.faults == ()
    assert told.database["NAME"] != told.keys_database["NAME"]
    assert "0000" not in repr(told) and "\\x00" not in repr(told)


def test_each_fault_has_its_line_and_names_its_variable(tmp_path: Path) -> None:
    told = read_environment(
        {
            "LEJDE_PEPPER_FILE": pepper(tmp_path, size=5),
            "LEJDE_DATABASE_URL": "mysql://x/y",
            "LEJDE_ROOT_KEY": "xyz",
        }
    )
    assert [line.split(":")[0] for line in told.faults] == [
        "LEJDE_DATABASE_URL",
        "LEJDE_ROOT_KEY",
        "LEJDE_PEPPER_FILE",
    ]


def test_the_keys_may_not_lie_in_the_main_database(tmp_path: Path) -> None:
    same = f"sqlite://{tmp_path}/one.sqlite3"
    told = read_environment(
        {
            "LEJDE_DATABASE_URL": same,
            "LEJDE_KEYS_URL": same,
            "LEJDE_PEPPER_FILE": pepper(tmp_path),
        }
    )
    assert told.faults == ("LEJDE_KEYS_URL: the keys must never lie in the main database",)


def test_a_postgresql_address_may_name_a_socket(tmp_path: Path) -> None:
    told = read_environment({"LEJDE_DATABASE_URL": "postgres://lejde@/main?host=/Run/Sock"})
    assert told.database["HOST"] == "/Run/Sock"
    assert (told.database["USER"], told.database["NAME"]) == ("lejde", "main")


def test_a_country_without_rules_is_refused_before_anything_starts(tmp_path: Path) -> None:
    given = {"LEJDE_HOME": str(tmp_path), "LEJDE_PEPPER_FILE": pepper(tmp_path)}
    assert read_environment({**given, "LEJDE_COUNTRY": "dk"}).country == "DK"
    told = read_environment({**given, "LEJDE_COUNTRY": "SE"})
    assert told.faults == ("LEJDE_COUNTRY: there are no rules for SE",)


@pytest.mark.parametrize(
    ("url", "fault"),
    [("", ""), ("http://10.0.0.5:5000", ""), ("https://translator.clinic.internal/api", ""),
     ("http://[fd00::5]:5000", ""), ("http://8.8.8.8", "own network"),
     ("ftp://10.0.0.5", "expected an address"), ("http://", "expected an address"),
     ("http://10.0.0.5:many", "expected an address"), ("10.0.0.5:5000", "expected an address")],
)  # fmt: skip
def test_the_setting_takes_an_address_of_the_own_network(url: str, fault: str) -> None:
    read = read_environment({"LEJDE_TRANSLATE_URL": url})
    faults = [one for one in read.faults if "TRANSLATE" in one]
    assert len(faults) == bool(fault) and all(fault in one for one in faults)
    assert read.translate_url == ("" if fault else url)
