"""As in Europe: the day first, the month in words."""

DATE_FORMAT = "j F Y"
