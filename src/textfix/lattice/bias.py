"""What a page adds to characters: nats of its own for some, the usual ones for all others."""

from __future__ import annotations

from collections.abc import Callable, Collection


def nothing(ch: str) -> float:
    """Return what is usual where nothing is: no nats for any character."""
    return 0.0


class Bias(dict[str, float]):
    """Nats by character; `own` are the characters for which they are not the `usual` ones.

    Rankings by the usual nats are kept for all pages that share them: `usual` is hashed by
    identity and must not change.
    """

    usual: Callable[[str], float] = staticmethod(nothing)

    @property
    def own(self) -> Collection[str]:
        """The characters that this page says something of."""
        return self.keys()

    def get(self, ch: str, default: float = 0.0) -> float:  # type: ignore[override]
        """Return a character's nats; every character has some."""
        return self[ch]

    def __missing__(self, ch: str) -> float:
        """Return the usual nats of a character."""
        return self.usual(ch)
