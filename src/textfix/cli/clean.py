"""`textfix clean`: the clean text of files, on standard output, in a folder, or in their place."""

from __future__ import annotations

from argparse import Namespace

from textfix.cli import config, runner
from textfix.files.engine import Engine


def run(options: Namespace) -> int:
    """Clean the inputs of a call; return 1 if some could not be."""
    profile = config.load(options)
    return runner.run(options, Engine(profile))
