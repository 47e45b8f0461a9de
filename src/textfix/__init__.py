"""Textfix."""
