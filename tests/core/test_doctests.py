"""The examples in docstrings run: what the documentation shows is what happens."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import textfix

MODULES = sorted(
    m.name
    for m in pkgutil.walk_packages(textfix.__path__, "textfix.")
    if not m.name.startswith("textfix.tables.build") and not m.name.endswith("__main__")
)


@pytest.mark.parametrize("name", MODULES)
def test_examples_run(name: str) -> None:
    module = importlib.import_module(name)
    failed, _ = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert not failed


def test_the_public_face_has_examples() -> None:
    for name in textfix.__all__:
        thing = getattr(textfix, name)
        if callable(thing) and not name.endswith("Error"):
            assert ">>>" in (thing.__doc__ or ""), name
