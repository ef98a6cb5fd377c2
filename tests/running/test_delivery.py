"""The short bench of the chat, with the proof of delivery in it: nothing that was acknowledged is lost
and nothing comes twice, whatever breaks: the line before sending, after commit, before the
acknowledgement and while reconnecting; a server process killed in the middle; the doorbell
restarted. With one process, and with three behind one port.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEJDE = Path(sys.executable).parent / "lejde"
PLACES = ("before sending", "after commit", "before the acknowledgement", "while reconnecting")
DELIVERED = re.compile(r"^delivery, .+: (\d+) sent, 0 lost, 0 doubled, 0 out of order; (.+)$", re.M)
MEASURED = re.compile(r"^([\d,]+) messages: 0 lost, 0 doubled, 0 out of order$", re.M)


def test_everything_arrives_once_in_one_order() -> None:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEJDE_", "DJANGO_"))}
    ended = subprocess.run(
        [LEJDE, "bench", "chat", "short"], cwd=ROOT, env=kept, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert not ended.returncode, ended.stdout + ended.stderr
    proved = DELIVERED.findall(ended.stdout)
    assert [int(sent) for sent, _ in proved] == [72, 72]
    # The line did break, everywhere, or nothing was shown.
    assert all(place in broke for _, broke in proved for place in PLACES), proved
    assert len(MEASURED.findall(ended.stdout)) == 2, ended.stdout
    assert ended.stdout.count("ratio") >= 10
