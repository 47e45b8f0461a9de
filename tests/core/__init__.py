"""Tests of the core: values, loop, sieve, planner, alignment, face."""
