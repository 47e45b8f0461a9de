"""Tests that every rule of the order table must pass."""
