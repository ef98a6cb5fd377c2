"""The anonymous chat: a conversation is a folder of the visitor's, its messages a part of it."""
