"""What was shown by piece: single bytes and UTF-8 in turns, also as ftfy left it."""
