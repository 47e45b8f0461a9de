"""Lines that are no prose though they hold Chinese: statements, settings, rows of CSV.

Law: a line is judged by itself, a row by its neighbors too; both in time linear in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

_COMMENT: Final = r"\s*(?:(?:#|//|--|/\*).*)?$"
_MODIFIERS: Final = (
    "async|public|private|protected|static|final|const|let|var|void|int|long|char|float|double|bool"
    "|boolean|auto|string|String|unsigned|inline|virtual"
)
_KINDS: Final = (
    # Heads of functions and classes, declarations, branches and loops.
    r"(?:def|class|function|fn|func|interface|struct|enum|namespace|package)\s+[\w.$]+\s*[(:{<]",
    rf"(?:(?:{_MODIFIERS})\s+)+[*&]?[\w\[\]<>.:]+\s*[=(;,{{]",
    r"(?:if|elif|while|for|foreach|switch|catch|with)\b.*(?:[=<>(\[]| in | not ).*[:{;]" + _COMMENT,
    # Statements that begin with a word, assignments, calls with something behind.
    r"(?:return|print|printf|echo|raise|throw|assert|yield|await|new)\b ?"
    r"[\w.]*[(\"'{\[].*[)\]}\"';,]" + _COMMENT,
    r"(?:import|from|using|export)\s+[A-Za-z_.\"'{][\w.]*(?:;| import .*| as .*)?" + _COMMENT,
    r"(?:[A-Za-z_][\w.\[\]]*|[一-鿿]{1,8})\s*(?::=|[-+*/|&^%]?=)\s*"
    r"[\w.]*[\"'\[{(].*[\"'\])}],?;?" + _COMMENT,
    r"[A-Za-z_][A-Za-z0-9_.]*\([^\n]*\)\s*(?:[;{]|#|//)",
    r"[^一-鿿]*[A-Za-z0-9_)\]\"']\s*[;{]" + _COMMENT,
    # Directives, comments, SQL in capitals, prompts.
    r"#\s*(?:include|define|ifdef|ifndef|endif|pragma)\b|//|/\*|\*/|\}",
    r"(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER TABLE|DROP|FROM|WHERE|VALUES)\s",
    r"(?:ORDER BY|GROUP BY|(?:LEFT |INNER |RIGHT )?JOIN)\s",
    r"(?:\$ |>>> |\.\.\. |In \[\d+\]: |mysql> )[A-Za-z./\"'\[({]",
)
_STATEMENT: Final = re.compile(f"[ \t>]*(?:{'|'.join(_KINDS)})")

LONGEST: Final = 300
"""Characters of the longest statement that is looked at."""
_REFERENCE: Final = re.compile(r"\[(?:[A-Z]|DB|EB|CP)(?:/(?:OL|CD|MT|DK))?\]\s*[.．/,，]")
"""The kind of a work in a list of references, as in `题名[J].刊名`."""

ROWS: Final = 3
"""Lines in a row with equally many commas that are a table."""
_QUOTED: Final = re.compile('"[^"]*"')
_FIELD: Final = re.compile(r"(?:^|,)\s*(?:-?\d[\d.:/-]*%?|\"[^\"]*\")\s*(?:,|$)")
"""A field that no sentence has between its commas: a number, a date, something quoted."""
_SENTENCE: Final = re.compile("[。！？；，]|[.!?;:，：]$")
_SEX: Final = re.compile("[^,]*,(?:[^,]*,)*[男女](?:,|$)|[男女],")
"""A field by which a row about a person is known without a neighbor."""
_FIELDS: Final = 3
"""Fields from which rows of words alone are a table: verse has two halves."""

_ASSIGNED: Final = re.compile(r"[ \t]*[A-Za-z_][\w.-]{0,39} ?= ?\S")
_KEY: Final = re.compile(r"(?P<indent> *(?:- +)?)[^\s:：，。,]{1,24}:(?: +\S.*)?$")
"""A key of YAML with its value or what lies below it; the indent counts the dash of a list."""


def is_statement(line: str) -> bool:
    """Tell whether a line is a statement of a program, of a shell or of SQL.

    Not for programs as such: what their lines say in comments of their own is told line by line.

    >>> is_statement('print("你好,")  # 输出'), is_statement("if 语句用来判断,如下:")
    (True, False)
    """
    return len(line) <= LONGEST and _STATEMENT.match(line) is not None


def is_reference(line: str) -> bool:
    """Tell whether a line is an entry of a list of references, which has marks of its own.

    >>> is_reference("[1] 张三,李四.一种方法[J].学报,2020."), is_reference("先选[A]再说，再选B。")
    (True, False)
    """
    return _REFERENCE.search(line) is not None


def is_row(text: str, start: int, end: int) -> bool:
    """Tell whether a line is a row of CSV: its neighbors have as many fields.

    Not for a single line, nor for verse, whose lines end with a mark.

    >>> table = "姓名,年龄\\n张三,18\\n李四,20\\n"
    >>> is_row(table, 0, 5), is_row("下雨了,带伞\\n", 0, 6)
    (True, False)
    """
    row = text[start:end]
    commas = _commas(row)
    if not commas:
        return False
    if commas + 1 >= _FIELDS and ", " not in row and _SEX.match(row):
        return True
    rows = [row]
    rows += (x for x in (*_before(text, start), *_behind(text, end)) if _commas(x) == commas)
    if len(rows) < ROWS:
        return False
    return commas + 1 >= _FIELDS or any(map(_FIELD.search, rows))


def is_setting(text: str, start: int, end: int) -> bool:
    """Tell whether a line is a setting: `key=value`, or one of nested keys as YAML has them.

    Not for `键: 值` without a neighbor that is indented otherwise: sentences look so too.

    >>> is_setting("title=你好,世界", 0, 11), is_setting("- 名称: 甲\\n  说明: 乙", 0, 7)
    (True, True)
    >>> is_setting("时间: 三点\\n地点: 北京", 0, 6)
    False
    """
    line = text[start:end]
    if len(line) > LONGEST:
        return False
    if _ASSIGNED.match(line):
        return True
    own = _KEY.match(line)
    if own is None:
        return False
    near = (*islice(_before(text, start), 1), *islice(_behind(text, end), 1))
    keys = (_KEY.match(x) for x in near if len(x) <= LONGEST)
    return any(key is not None and key["indent"] != own["indent"] for key in keys)


def _commas(line: str) -> int:
    """Count the commas that part fields; 0 where the line is a sentence."""
    if "," not in line or _SENTENCE.search(line):
        return 0
    return _QUOTED.sub("", line).count(",")


def _before(text: str, start: int) -> Iterator[str]:
    """Yield the two lines above, the nearest first."""
    for _ in range(ROWS - 1):
        if start <= 0:
            return
        end = start - 1
        start = text.rfind("\n", 0, end) + 1
        yield text[start:end]


def _behind(text: str, end: int) -> Iterator[str]:
    """Yield the two lines below."""
    for _ in range(ROWS - 1):
        if end >= len(text):
            return
        start = end + 1
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield text[start:end]
