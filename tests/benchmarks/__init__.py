"""Measurements: each bench_*.py has `run() -> str`, a section of docs/benchmarks.md."""
