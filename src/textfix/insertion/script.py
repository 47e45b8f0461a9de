"""The script of a page that no readings tell anything of: its own characters tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from textfix.insertion import evidence
from textfix.insertion.evidence import Page
from textfix.language import scripts

LOOKED_AT: Final = 10_000
"""Characters, the first ones: pages do not change their script."""


def page(text: str) -> Page:
    """Weigh a page; without whole readings, its script is that of most of its characters.

    >>> page("这个模块").traditional, page("這個模塊").traditional
    (False, True)
    """
    found = evidence.weigh(text)
    return found if found.readings else replace(found, traditional=_is_traditional(text))


def _is_traditional(text: str) -> bool:
    some = text[:LOOKED_AT]
    old = sum(map(scripts.is_traditional_only, some))
    return old > sum(map(scripts.is_simplified_only, some))
