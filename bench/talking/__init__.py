"""What the chat's bench and the proof of delivery share."""
