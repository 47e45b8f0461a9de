"""What was lost: bytes that a reader dropped, marked or changed, searched for and weighed."""
