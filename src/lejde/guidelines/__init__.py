"""What to test for, when and why: facts and a pack in, a plan with reasons out. Pure Python."""
