"""Settings of the test suite: the same house, a fixed pepper, quick hashing, a home of its own."""

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="lejde-test-"))
_pepper_file = _home / "pepper"
_pepper_file.write_bytes(bytes(range(32)))
os.environ["LEJDE_HOME"] = str(_home)
os.environ["LEJDE_PEPPER_FILE"] = str(_pepper_file)
os.environ["LEJDE_DEMO"] = "1"

from lejde.config.settings import *  # noqa: E402, F403
from lejde.config.settings import DATABASES  # noqa: E402

LEJDE_FAST_HASHING = True
ALLOWED_HOSTS = ["*"]

# In-memory SQLite is one connection: locking and the raw file could not be tested.
for _name, _database in DATABASES.items():
    if _database["ENGINE"].endswith("sqlite3"):
        _database["TEST"] = {"NAME": str(_home / f"test-{_name}.sqlite3")}
        # No test pulls the plug, and a thousand flushed tables need not reach the disk.
        _options = _database["OPTIONS"]
        _options["init_command"] = _options["init_command"].replace("=FULL", "=OFF")
