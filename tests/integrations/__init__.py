"""Tests of the hosts: each with the real package, skipped with the reason where it is absent."""
