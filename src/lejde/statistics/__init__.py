"""Numbers, without names or stories: loose facts as tables, protected, attacked, told."""
