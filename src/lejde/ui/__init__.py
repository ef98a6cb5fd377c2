"""Base templates, theme, languages, and answers to what goes wrong."""
