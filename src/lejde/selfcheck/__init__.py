"""The visitor's self-check: a few questions, a plan of tests, nothing stored."""
