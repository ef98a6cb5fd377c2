"""The consultation: record, orders, samples, answers, what is due, and who opened what."""
