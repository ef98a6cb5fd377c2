"""The auditor: attacks what is released, seeing only what the public sees.

Imports nothing of what made it.
"""

from .attacking import attack, intervals
from .cells import Cell, UnreadableRelease
from .verdict import Verdict

__all__ = ["Cell", "UnreadableRelease", "Verdict", "attack", "intervals"]
