"""Ids, clock and error types that every layer may use. Pure Python, no Django."""
