"""Conversations over time: a goal in the person's own words, small steps, what was talked about."""
