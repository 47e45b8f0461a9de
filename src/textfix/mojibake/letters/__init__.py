"""European letters: what ftfy repairs, and what it leaves or gets wrong."""
