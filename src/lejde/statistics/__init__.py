"""Numbers, without names or stories: a year's tables from loose facts, protected, attacked, told."""
