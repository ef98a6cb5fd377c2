"""Texts that inform: the pages of the house's country, found by group, by link, by words."""
