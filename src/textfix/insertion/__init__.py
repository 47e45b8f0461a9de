"""Damage by insertion: glosses, torn characters, shifted runs, lost indents, control characters."""
