"""`textfix convert CONFIG`: files between scripts and regional forms, nothing else changed."""

from __future__ import annotations

from argparse import Namespace

from textfix.cli import config, runner
from textfix.files.engine import Engine


def run(options: Namespace) -> int:
    """Convert the inputs of a call; return 1 if some could not be."""
    config.load(options)
    account = bool(options.report or options.max_changed_share is not None or options.log)
    engine = Engine(config=options.config, mode=options.mode, account=account)
    engine.check()
    return runner.run(options, engine)
