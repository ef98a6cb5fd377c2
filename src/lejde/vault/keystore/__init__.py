"""Halves and sessions, in a database of their own that is never in the same backup."""
