"""The one literal table of channels: name, summary, lossless, where its mechanism is.

Modules are imported when a channel is used, not when it is named.
"""

from __future__ import annotations

from textfix.channels.damaged import Channel

GLOSSES: tuple[Channel, ...] = (
    Channel(
        "gloss-page",
        "Readings pushed into the GBK bytes of a page behind listed characters, torn pairs too.",
        False,
        "glossrules:page",
    ),
    Channel(
        "gloss-page-cuts",
        "A gloss page whose bytes are also cut at punctuation and decoded piece by piece.",
        False,
        "glossrules:page",
        ("cuts",),
    ),
    Channel(
        "gloss-page-tiers",
        "A gloss page with one of the three nested character lists of real pages.",
        False,
        "glossrules:page",
        ("tiers",),
    ),
    Channel(
        "gloss-nested",
        "A gloss page that glosses every convertible character, so tears lie in tears.",
        False,
        "glossrules:page",
        ("nested",),
    ),
    Channel(
        "gloss-page-markup",
        "A gloss page whose lines end in a tag: a lead byte at a line end eats its `<`.",
        False,
        "glossrules:page",
        ("markup",),
    ),
    Channel(
        "gloss-simplified-bytes",
        "A gloss page whose base stays simplified: the listed pairs occur across characters.",
        False,
        "glossrules:page",
        ("simplified",),
    ),
    Channel(
        "gloss-unicode",
        "Readings behind listed traditional characters, nothing torn, a space inside or not.",
        False,
        "glosstext:whole_page",
        ("hant",),
    ),
    Channel(
        "gloss-simplified",
        "Readings behind listed characters of a simplified text, nothing torn.",
        False,
        "glosstext:whole_page",
        ("hans",),
    ),
    Channel(
        "gloss-toneless-repeated",
        "Toneless readings behind any characters, drawn anew per paragraph and repeated.",
        False,
        "glosstext:repeated",
    ),
)
