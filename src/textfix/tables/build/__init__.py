"""Generators of the data tables: run with `python -m textfix.tables.build.NAME [--check]`."""
