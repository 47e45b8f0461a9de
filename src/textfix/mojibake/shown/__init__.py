"""What a reader showed: a text as the bytes that it may have read, and what they spell."""
