"""No half repairs: a line in an alphabet is read whole, or left."""

from __future__ import annotations

import ftfy
import pytest

from textfix import codecs
from textfix.mojibake.reading import halves
from textfix.mojibake.reading.choose import Stretch
from textfix.mojibake.shown.strict import Piece, Way

from .test_mojibake import clean

TITLES = (
    *("Кино - Группа крови.mp3", "Владимир Высоцкий", "Отчёт за март.docx"),
    *("Їжак і ґанок.txt", "Ласкаво просимо до Львова!", "Щурците - Клетка"),
    *("Αναφορά Μαρτίου.pdf", "Γιώργος Νταλάρας", "דוח חודשי.pdf", "הקובץ לא נמצא"),
    *("فيروز - نسم علينا الهوى.mp3", "Cảm ơn bạn đã đến đây hôm nay.", "Hà Nội mùa thu.mp3"),
    *("Zażółć gęślą jaźń", "Příliš žluťoučký kůň", "Müslüm Gürses - İtirazım Var.mp3"),
    *("Fußgänger überqueren die Brücke", "Árvíztűrő tükörfúrógép"),
    *("Crème brûlée à la vanille", "¡Feliz cumpleaños, mamá!", "Café Москва", "Москва - Zürich"),
)
READERS = (
    *("latin-1", "cp1252-web", "cp1251-web", "mac_roman", "cp437", "koi8-r", "cp1250-web"),
    *("iso8859-2", "cp850"),
)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_read_whole_or_left(title: str, reader: str) -> None:
    damaged = codecs.get(reader).decode(title.encode())
    read = clean(damaged)
    assert read in (title, damaged)
    if ftfy.fix_encoding(damaged) == title and len(title) > 8:
        assert read == title


@pytest.mark.parametrize("reader", ["cp1252-web", "koi8-r", "mac_roman", "iso8859-2"])
def test_capitals_of_neighbors_are_no_capitals_inside_a_word(reader: str) -> None:
    title = "Война и Мир (Том Второй)"
    assert clean(codecs.get(reader).decode(title.encode())) == title


def test_who_reads_more_of_utf_8_wins_over_who_weighs_more() -> None:
    part, whole, other = (Way("utf-8", r) for r in ("latin-1", "cp1252-web", "cp437"))
    first, all_ = Piece(0, 2, "к", part, 1), Piece(0, 6, "кро", whole)
    half, full = Stretch((part,), (first,), 90.0), Stretch((whole,), (all_,), 20.0)
    apart = Stretch((other,), (Piece(9, 11, "é", other),), 20.0)
    assert halves.outdone([half, full, apart]) == [full, apart]
    unsure = full._replace(weight=5.0)
    assert halves.outdone([half, unsure]) == [half, unsure]


def test_a_line_that_ftfy_reads_whole_is_given_no_half() -> None:
    text = "ÐšÐ¸Ð½Ð¾ ÐºÑ€Ð¾Ð²Ð¸"
    way = Way("utf-8", "latin-1")
    piece = Piece(text.index("Ð¾Ð²"), len(text), "ови", way, 1)
    assert halves.without([Stretch((way,), (piece,), 40.0)], text) == []
    alone = "кр" + text[piece.start :]
    sure = Stretch((way,), (Piece(2, len(alone), "ови", way),), 40.0)
    assert halves.without([sure], alone) == [sure]


@pytest.mark.parametrize("reader", ["cp437", "koi8-r"])
def test_lead_bytes_that_come_again_are_no_alphabet(reader: str) -> None:
    for title in ("Das Mädchen trägt eine schöne Mütze.", "Fußgänger überqueren die Brücke"):
        assert clean(codecs.get(reader).decode(title.encode())) == title


def test_a_line_of_french_keeps_no_letter_at_its_end() -> None:
    text = (
        "Le serveur a été arrêté à minuit par le système, et la bibliothèque, qui n'avait pas "
        "encore fini de compter les livres du jour, a dit que tout cela n'est pas très grave."
    )
    assert clean(text.encode().decode("cp1252", "replace").replace("\ufffd", "")) == text
    assert clean(text.encode().decode("latin-1")) == text


@pytest.mark.parametrize("reader", ["cp1253-web", "cp437", "mac_roman", "cp850"])
def test_what_a_sure_reader_spells_in_its_line_is_read_too(reader: str) -> None:
    said = "Tyttö söi hyvää jäätelöä älykkään äitinsä kanssa."
    title = f"“{said}” — {said}"
    assert clean(codecs.get(reader).decode(title.encode())) == title


def test_an_apostrophe_in_english_is_no_byte() -> None:
    text = "there’s numbers agreement very she’d river things agreement who’s change things school "
    text += "that’s before {} numbers again."
    read = clean(text.format(codecs.get("cp1253-web").decode("mācīties".encode())))
    head, tail = text.split("{}")
    assert read.startswith(head)
    assert read.endswith(tail)
