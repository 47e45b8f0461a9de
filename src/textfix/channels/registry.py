"""The one literal table of channels: name, whether an exact inverse exists, mechanism, summary.

Modules are imported when a channel is used, not when it is named. Wrong decoders: mojibakenames.
"""

from __future__ import annotations

from functools import cache

from textfix.channels.damaged import Channel

# NAME exact|- MODULE:FUNCTION ARGUMENTS, and below it one sentence.
_TABLE = """
gloss-page - glossrules:page
    Readings pushed into the GBK bytes of a page behind listed characters, torn pairs too.
gloss-page-cuts - glossrules:page cuts
    A gloss page whose bytes are also cut at punctuation and decoded piece by piece.
gloss-page-python - glossrules:page python
    A gloss page that Python's gbk or gb18030 showed: U+FFFD, `?` or nothing, and the `(` stays.
gloss-page-tiers - glossrules:page tiers
    A gloss page with one of the three nested character lists of real pages.
gloss-nested - glossrules:page nested
    A gloss page that glosses every convertible character, so tears lie in tears.
gloss-page-markup - glossrules:page markup
    A gloss page whose lines end in a tag: a lead byte at a line end eats its `<`.
gloss-simplified-bytes - glossrules:page simplified
    A gloss page whose base stays simplified: listed pairs occur across characters.
gloss-unicode - glosstext:whole_page hant
    Readings behind listed traditional characters, nothing torn, a space inside or not.
gloss-simplified - glosstext:whole_page hans
    Readings behind listed characters of a simplified text, nothing torn.
gloss-toneless-repeated - glosstext:repeated
    Toneless readings behind any characters, drawn anew per paragraph and repeated.
control-hooks - hooks:hook
    One to five controls pushed before punctuation bytes of a GBK page, misaligned too.
control-hooks-stripped - hooks:hook stripped
    Control hooks that a cleaner removed again: torn characters remain.
commas - layout:commas
    Commas and full stops doubled or inserted at random.
indents-lost - layout:indents_lost
    Paragraph indents that became four question marks.
gbk-5c-stripped - bytetools:backslash_stripped gbk
    Backslashes stripped from GBK bytes, tail bytes of characters too.
gbk-5c-doubled exact bytetools:backslash_doubled gbk
    Backslashes doubled in GBK bytes: one is seen behind characters that end in 5C.
gbk-lead-lost - bytetools:lead_lost gbk
    Single lead bytes lost from GBK: what follows is one byte off.
gbk-ascii-inserted - bytetools:ascii_inserted gbk
    ASCII inserted between the two bytes of GBK characters.
gbk-wrapped - bytetools:byte_wrapped gbk
    GBK lines wrapped at a number of bytes, inside characters too.
big5-5c-stripped - bytetools:backslash_stripped big5
    Backslashes stripped from Big5 bytes, tail bytes of characters too.
big5-5c-doubled exact bytetools:backslash_doubled big5
    Backslashes doubled in Big5 bytes: one is seen behind characters that end in 5C.
big5-lead-lost - bytetools:lead_lost big5
    Single lead bytes lost from Big5: what follows is one byte off.
big5-ascii-inserted - bytetools:ascii_inserted big5
    ASCII inserted between the two bytes of Big5 characters.
big5-wrapped - bytetools:byte_wrapped big5
    Big5 lines wrapped at a number of bytes, inside characters too.
gbk-autolink - bytetools:autolink
    Tail byte 40 of GBK characters taken for an @ and linked as an address.
mixed-lines - mixed:lines
    Some lines of a text read wrong, some of them twice.
mixed-clauses - mixed:clauses
    Some clauses of a text read wrong, some of them twice.
bom-as-gbk - mixed:byte_order_mark
    A UTF-8 file with a byte order mark read as GBK.
ascii-as-utf16 - mixed:ascii_as_utf16
    Words of ASCII taken in twos for UTF-16, in either byte order.
ftfy:gbk>latin-1 - ftfied:repaired latin-1
    GBK read as Latin-1, then changed by ftfy's encoding repair.
ftfy:gbk>cp1252 - ftfied:repaired cp1252
    GBK read as cp1252 with U+FFFD in its holes, then changed by ftfy.
ftfy:gbk>latin-1:typography - ftfied:repaired latin-1 gbk typography
    GBK read as Latin-1, then changed by all of ftfy's steps.
ftfy:big5>latin-1 - ftfied:repaired latin-1 big5
    Big5 read as Latin-1, then changed by ftfy's encoding repair.
ftfy:big5>latin-1:typography - ftfied:repaired latin-1 big5 typography
    Big5 read as Latin-1, then changed by all of ftfy's steps.
lost:gbk-as-utf-8 - lost:gbk_as_utf8
    GBK read as UTF-8 with U+FFFD: cannot be undone.
lost:kunjinkao - lost:kunjinkao
    The U+FFFD of GBK as UTF-8 saved and read as GBK: cannot be undone.
lost:tangtangtang - lost:memory_fill
    Lines cut and followed by memory fill: cannot be undone.
lost:question-marks - lost:question_marks
    Everything that is not ASCII became question marks: cannot be undone.
html-entities:decimal exact escapes:written decimal
    HTML entities in decimal for every character that is not ASCII.
html-entities:hex exact escapes:written hex
    HTML entities in hexadecimal for every character that is not ASCII.
html-entities:named exact escapes:written named
    Named HTML entities for quotes, dashes and spaces; Han characters stay.
html-entities:double exact escapes:written double
    HTML entities escaped twice for every character that is not ASCII.
html-entities:bytes exact escapes:written bytes
    HTML entities of the UTF-8 bytes for every character that is not ASCII.
escape:unicode exact escapes:written unicode
    Backslash-u escapes of UTF-16 code units for every character that is not ASCII.
escape:no-backslash - escapes:written no-backslash
    Backslash-u escapes that lost their backslash for every character that is not ASCII.
escape:byte-hex exact escapes:written byte-hex
    Backslash-x escapes of UTF-8 bytes for every character that is not ASCII.
escape:octal exact escapes:written octal
    Octal escapes of UTF-8 bytes for every character that is not ASCII.
percent exact escapes:written percent
    Percent escapes of UTF-8 bytes, as for a part of a URL.
percent-twice exact escapes:written percent-twice
    Percent escapes of a part of a URL, escaped again.
percent-u exact escapes:written percent-u
    Percent-u escapes of UTF-16 code units, as JavaScript's old escape writes.
quoted-printable:utf-8 exact escapes:quoted_printable utf-8
    A mail body in utf-8 seen as quoted-printable.
mime-words:utf-8 exact escapes:mime_words utf-8
    Lines seen as MIME words of utf-8 bytes that split characters.
quoted-printable:gb18030 exact escapes:quoted_printable gb18030
    A mail body in gb18030 seen as quoted-printable.
mime-words:gb18030 exact escapes:mime_words gb18030
    Lines seen as MIME words of gb18030 bytes that split characters.
quoted-printable:big5 exact escapes:quoted_printable big5
    A mail body in big5 seen as quoted-printable.
mime-words:big5 exact escapes:mime_words big5
    Lines seen as MIME words of big5 bytes that split characters.
utf-7 exact escapes:seven_bit utf-7
    UTF-7 seen as ASCII.
hz exact escapes:seven_bit hz
    HZ seen as ASCII.
cesu-8>latin-1 exact escapes:cesu8 latin-1
    Astral characters as encoded surrogates, all bytes read as Latin-1.
surrogate-pairs exact escapes:cesu8 utf-16
    Astral characters as two lone surrogates.
radicals - forms:as_radicals
    Han characters shown as the radicals that look like them.
private-use - forms:as_private_use
    Rare GBK characters as private use of the tables of 1995.
half-width - forms:half_width
    Fullwidth punctuation, letters and digits folded to ASCII.
spaced - layout:spaced
    Spaces between wide characters, on all lines or some.
hard-wrapped - layout:wrapped
    Lines broken at a fixed column, inside words too.
line-ends - layout:line_ends
    Line ends of several kinds in one text.
zero-width - layout:invisible zero-width
    Zero-width characters scattered over the text.
bidi - layout:invisible bidi
    Bidirectional controls scattered over the text.
boms - layout:invisible bom
    Byte order marks at line starts, where files were joined.
ansi - layout:terminal
    Runs colored by terminal escapes.
nul-padded - layout:null_padded
    NUL padding of records, or NUL behind ASCII as in UTF-16 read as bytes.
"""


@cache
def channels() -> tuple[Channel, ...]:
    """Return the channels of the table, in its order.

    >>> channels()[0].name
    'gloss-page'
    """
    lines = _TABLE.strip().split("\n")
    rows = zip(lines[::2], lines[1::2], strict=True)
    found: list[Channel] = []
    for head, summary in rows:
        name, exact, mechanism, *arguments = head.split(" ")
        lossless = exact == "exact"
        found.append(Channel(name, summary.strip(), lossless, mechanism, tuple(arguments)))
    return tuple(found)
