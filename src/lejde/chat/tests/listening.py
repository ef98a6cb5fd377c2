"""Stands in for a decoder that a picture has taken over: ends as `no picture` if it learns nothing."""

import os
import sys
from pathlib import Path

from lejde.chat.reencoding import NOT_A_PICTURE

if __name__ == "__main__":
    told = [name for name in os.environ if name != "LC_CTYPE"]
    has_more = any(int(one.name) > 3 for one in Path("/proc/self/fd").iterdir())
    knows = "django" in sys.modules or told or has_more or Path.cwd() != Path("/")
    sys.exit(1 if knows else NOT_A_PICTURE)
