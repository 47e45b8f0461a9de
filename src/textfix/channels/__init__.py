"""Forward models of damage: public, seeded, deterministic, composable.

`names()`, `get(name).damage(text, seed)`, `compose(...)`; the mechanisms load when used.
"""

from __future__ import annotations

from textfix.channels.catalog import compose, get, names
from textfix.channels.damaged import Channel, Damaged

__all__ = ["Channel", "Damaged", "compose", "get", "names"]
