"""Separated values in every dialect: only what fields hold is changed, never how they stand."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.conftest import Cli
from textfix.files.separated import SEPARATORS, Separated, separator_of

GOOD = "你好世界"
BAD = GOOD.encode("gbk").decode("latin-1")

CELLS = st.text(alphabet='ab,;|\t" 字\n', max_size=6) | st.just(BAD) | st.just(f'x "{BAD}", y')


def read(text: str, separator: str, skip: bool = False) -> list[list[str]]:
    """Return the rows as the csv module reads them."""
    lines = io.StringIO(text, newline="")
    return list(csv.reader(lines, delimiter=separator, skipinitialspace=skip))


def repaired(text: str, shape: Separated) -> str:
    """Return a table in which every value was repaired."""
    out, at = [], 0
    for unit in shape.units(text):
        new = unit.value.replace(BAD, GOOD)
        if new == unit.value:
            continue
        token = shape.token(unit, text[unit.start : unit.end], new)
        if token is not None:
            out += [text[at : unit.start], token]
            at = unit.end
    return "".join(out) + text[at:]


@given(
    st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5),
    st.sampled_from(SEPARATORS),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_rows_and_fields_stay(
    rows: list[list[str]], separator: str, quoting: int, end: str, told: bool
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, quoting=quoting, lineterminator=end).writerows(rows)  # type: ignore[arg-type]
    new = repaired(out.getvalue(), Separated(separator if told else ""))
    before = read(out.getvalue(), separator)
    assert read(new, separator) == [[c.replace(BAD, GOOD) for c in row] for row in before]


@given(
    st.lists(
        st.lists(st.text(alphabet="ab字 ", max_size=4) | st.just(BAD), min_size=2, max_size=4),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from(SEPARATORS),
    st.sampled_from(SEPARATORS),
)
def test_a_wrong_separator_breaks_nothing(
    rows: list[list[str]], separator: str, wrong: str
) -> None:
    blank = separator + " "
    text = "\n".join(blank.join(f'"{cell}"' for cell in row) for row in rows) + "\n"
    new = repaired(text, Separated(wrong))
    for skip in (False, True):
        before = read(text, separator, skip)
        assert [len(row) for row in read(new, separator, skip)] == [len(row) for row in before]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("name;price\na, b;1,50\nc;2,50\n", ";"),
        ("a\tb\n1, 2\t3\n", "\t"),
        ('1|"a;b"|3\n4|"c,d"|6\n', "|"),
        ("sep=;\na,b;c\n", ";"),
        ("one column\nof text, with commas\n", ","),
        ("a|b,c,d\ne|f,g,h\n", ","),
        ("", ","),
    ],
)
def test_the_separator_is_found(text: str, separator: str) -> None:
    assert separator_of(text) == separator


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f'1;"{BAD}";3\n', f'1;"{GOOD}";3\n'),
        (f'id|name\n1|"{BAD}"\n', f'id|name\n1|"{GOOD}"\n'),
        (f'1, "a, {BAD}", x\n', f'1, "a, {GOOD}", x\n'),
        (f'1,5" {BAD},x\n', f'1,5" {GOOD},x\n'),
        (f"\ufeffid;名\r\n1;{BAD}\r\n", f"\ufeffid;名\r\n1;{GOOD}\r\n"),
    ],
)
def test_lines_keep_all_but_the_damage(cli: Cli, before: str, after: str) -> None:
    done = cli("clean", "--format", "csv", data=before.encode())
    assert done.out.decode() == after


def test_a_field_that_cannot_be_quoted_stays_and_is_told(cli: Cli) -> None:
    data = 'id,text\n1,5" a&#44;&#44;&#20320;&#22909; b\n'
    done = cli("clean", "--format", "csv", "--escapes", data=data.encode())
    assert done.out.decode() == data


MARKS = ("a", "中", '"', '""', ",", ";", "\t", "\n", "\r\n", "\r", " ", "\\", '\\"', "1,5", "")
NEW = ("中", '","', 'a"b', "\n", ";", '"', "q,", " ", "")


@given(
    st.lists(st.sampled_from(MARKS), min_size=1, max_size=40).map("".join),
    st.randoms(use_true_random=False),
)
def test_no_edit_changes_the_rows_of_a_reader(text: str, choice: random.Random) -> None:
    shape = Separated()
    out, at = [], 0
    for unit in shape.units(text):
        where = choice.randrange(len(unit.value) + 1)
        keep = unit.value[where + choice.randrange(2) :]
        new = unit.value[:where] + choice.choice(NEW) + keep
        token = shape.token(unit, text[unit.start : unit.end], new)
        if token is not None and new != unit.value:
            out += [text[at : unit.start], token]
            at = unit.end
    after = "".join(out) + text[at:]
    for skip in (False, True):
        assert sizes(after, separator_of(text), skip) == sizes(text, separator_of(text), skip)


def sizes(text: str, separator: str, skip: bool) -> list[int] | str:
    """Return the fields of each row, or why there are none."""
    try:
        return [len(row) for row in read(text, separator, skip)]
    except csv.Error as error:
        return str(error)


def test_the_header_stands_behind_the_named_separator(cli: Cli) -> None:
    data = f"sep=;\r\nid;text\r\n1,5;{BAD}\r\n".encode()
    done = cli("clean", "--format", "csv", "--field", "text", data=data)
    assert done.out.decode() == f"sep=;\r\nid;text\r\n1,5;{GOOD}\r\n"
