"""Conversion between scripts and regional forms of Chinese: OpenCC's answers, and better ones."""
