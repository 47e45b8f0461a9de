"""Tests of textfix; `tests.strategies` holds what the law tests draw from."""
