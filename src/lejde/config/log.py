"""Log lines without content: what failed and where, never what a person wrote."""

import logging
import traceback


class FactFormatter(logging.Formatter):
    """Prints level, logger and, for exceptions, the type and place; no message of the exception.

    Request paths and exception texts can carry what was posted, so neither is printed.
    """

    def format(self, record: logging.LogRecord) -> str:
        if not record.exc_info or record.exc_info[1] is None:
            name = "" if record.name.startswith("django.") else f" {record.getMessage()}"
            return f"{record.levelname} {record.name}{name}"
        error = record.exc_info[1]
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "?"
        return f"{record.levelname} {record.name} {type(error).__name__} at {place}"
