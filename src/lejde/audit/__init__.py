"""Who of the staff did what: ids and verbs by day, no content, never a visitor's act."""
