"""Nothing that was acknowledged is lost and nothing comes twice, whatever breaks: the line before
sending, after commit, before the acknowledgement and while reconnecting; a server process killed in
the middle; the doorbell restarted. With one process, and with three behind one port.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TALKS, EACH = 3, 12
PLACES = {"before sending", "after commit", "before the acknowledgement", "while reconnecting"}


@pytest.mark.parametrize("processes", ["one", "three"])
def test_everything_arrives_once_in_one_order(processes: str) -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEJDE_", "DJANGO_"))}
    command = [sys.executable, "-m", "bench.talking.proving", processes, str(TALKS), str(EACH)]
    ended = subprocess.run(command, cwd=ROOT, env=kept, capture_output=True, text=True, check=False)
    assert not ended.returncode, ended.stderr
    told = json.loads(ended.stdout)
    assert told["sent"] == 2 * TALKS * EACH
    assert (told["lost"], told["doubled"], told["out_of_order"]) == (0, 0, 0), told
    # The line did break, everywhere, and what was stored was sent again, or nothing was shown.
    assert set(told["broke"]) == PLACES and told["sent_again"], told
