"""The auditor: attacks what is released, seeing only what the public sees. Imports nothing of what made it."""
