"""Which cells of linked tables are hidden so that no small one can be worked out. Knows no database."""
