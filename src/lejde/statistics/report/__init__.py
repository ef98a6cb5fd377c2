"""The yearly report, written from a released document alone. Never sees what is hidden."""
