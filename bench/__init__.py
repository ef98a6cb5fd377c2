"""Measurements, run by `lejde bench NAME`; never asserted in a test."""
