"""Visitors and their return code. No name, number or address is ever asked for."""
