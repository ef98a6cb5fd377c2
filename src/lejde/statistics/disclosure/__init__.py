"""Hides cells of linked tables so that no small one can be worked out. Knows no database."""
