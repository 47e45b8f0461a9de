"""datatrove: the formatter's statistics, the WARC reader on pages others drop, exclusion paths."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from tests.integrations.conftest import (
    DAMAGED,
    HEALTHY,
    HUGE,
    Mixed,
    bad_page,
    hard_values,
    need,
    travels,
)
from textfix.integrations import Account, BytesDecoder

need("datatrove")
pytestmark = pytest.mark.filterwarnings("ignore")


def docs(texts: list[Any]) -> list[Any]:
    from datatrove.data import Document

    return [Document(text, str(k)) for k, text in enumerate(texts)]


def test_the_formatter_gives_what_clean_many_gives(mixed: Mixed, tmp_path: Path) -> None:
    from textfix.integrations.datatrove import TextfixFormatter

    step = TextfixFormatter(accounts=str(tmp_path))
    done = list(step.run(docs(mixed.texts), rank=3))
    assert [d.text for d in done] == mixed.clean
    assert [d.id for d in done] == [str(k) for k in mixed.ids]
    account = Account.parse((tmp_path / "00003.json").read_bytes())
    stats = {name: stat.total for name, stat in step.stats.stats.items()}
    assert stats["total"] == stats["forwarded"] == account.texts == len(mixed.ids)
    assert stats["no_text"] == len(account.problems) or account.total["files"]["failed"]
    assert stats["changed"] == account.changed == mixed.changed
    assert {f"rule_{r}": n for r, n in account.rules.items()}.items() <= stats.items()


def test_hard_rows(tmp_path: Path) -> None:
    from textfix.integrations.datatrove import TextfixFormatter

    rows, clean = hard_values()
    # datatrove's documents hold str: bytes are for its readers, and for the decoder below.
    rows[2] = clean[2]
    step = TextfixFormatter(accounts=str(tmp_path))
    assert [d.text for d in step.run(docs(rows))] == clean
    account = Account.parse((tmp_path / "00000.json").read_bytes())
    assert account.texts == len(rows)
    assert account.problems == (
        ("1", "failed", "a int is no text; kept"),
        ("5", "failed", "a NoneType is no text; kept"),
    )


def formatted(step: Any) -> list[Any]:
    return [d.text for d in step.run(docs([DAMAGED, None, HEALTHY[1]]))]


def all_read(step: Any) -> list[Any]:
    return [(d.text, d.metadata["encoding"]) for d in step.run()]


def test_both_steps_travel(tmp_path: Path) -> None:
    from textfix.integrations.datatrove import TextfixFormatter, WarcDecoder

    travels(TextfixFormatter(), formatted)
    warc(tmp_path / "a.warc.gz", [("text/html", HEALTHY[1].encode("big5"))])
    travels(WarcDecoder(str(tmp_path)), all_read)


class Kept:
    """An exclusion writer that keeps what it is given."""

    def __init__(self) -> None:
        self.docs: list[Any] = []

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def write(self, document: Any, rank: int) -> None:
        self.docs.append(document)


def test_the_exclusion_path_takes_what_cannot_be_undone() -> None:
    from textfix.integrations.datatrove import TextfixFormatter

    lost = "锟斤拷锟斤拷锟斤拷锟斤拷"
    kept = Kept()
    step = TextfixFormatter(exclusion_writer=kept)
    done = list(step.run(docs([HEALTHY[0], lost, DAMAGED, None])))
    assert [d.text for d in done] == [HEALTHY[0], HEALTHY[0]]
    assert [d.text for d in kept.docs] == [lost, None]
    without = TextfixFormatter()
    assert [d.text for d in without.run(docs([lost, None]))] == [lost, None]


def warc(path: Path, pages: list[tuple[str, bytes]]) -> None:
    need("warcio")
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number, (kind, body) in enumerate(pages):
            head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.0")
            import io

            uri = f"http://example.org/{number}"
            record = writer.create_warc_record(uri, "response", io.BytesIO(body), http_headers=head)
            writer.write_record(record)


def test_the_reader_keeps_pages_that_strict_decoding_drops(tmp_path: Path) -> None:
    from textfix.integrations.datatrove import WarcDecoder

    page, text = bad_page()
    gbk = HEALTHY[0].encode("gbk") * 20
    warc(
        tmp_path / "a.warc.gz",
        [
            ("text/html", page),
            ("text/html; charset=gbk", gbk[:-1]),
            ("text/html", b"\x89PNG\r\n\x1a\n" + bytes(200)),
            ("image/png", b"not read"),
            ("text/html; charset=utf-8", HEALTHY[1].encode()),
            ("text/html", DAMAGED.encode()),
            ("text/html", HUGE.encode()),
        ],
    )
    kept = Kept()
    reader = WarcDecoder(str(tmp_path), BytesDecoder(), exclusion_writer=kept)
    done = list(reader.run())
    assert [d.metadata["encoding"] for d in done] == ["gb18030"] * 2 + ["utf-8"] * 3
    assert done[0].text == text
    assert done[1].text.startswith((HEALTHY[0] * 20)[:-1])
    assert [d.text for d in done[2:]] == [HEALTHY[1], HEALTHY[0], HUGE]
    assert [d.metadata["reason"] for d in kept.docs] == ["a PNG picture"]
    assert reader.stats.stats["with_bad_bytes"].total == 2


def test_a_broken_archive_yields_what_came_before(tmp_path: Path) -> None:
    from textfix.integrations.datatrove import WarcDecoder

    path = tmp_path / "a.warc.gz"
    warc(path, [("text/html", f"{k} {HEALTHY[1]}".encode()) for k in range(3)])
    path.write_bytes(path.read_bytes() + gzip.compress(b"garbage")[:-9] + b"\xff" * 40)
    done = list(WarcDecoder(str(tmp_path)).run())
    assert len(done) == 3


def test_a_local_executor_runs_both(tmp_path: Path) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    from textfix.integrations.datatrove import TextfixFormatter

    (tmp_path / "in").mkdir()
    for k in range(2):
        rows = [{"text": t, "id": f"{k}-{n}"} for n, t in enumerate([DAMAGED, HEALTHY[1]])]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / "in" / f"{k}.jsonl").write_text(lines)
    LocalPipelineExecutor(
        pipeline=[
            JsonlReader(str(tmp_path / "in")),
            TextfixFormatter(accounts=str(tmp_path / "accounts")),
            JsonlWriter(str(tmp_path / "out"), compression=None),
        ],
        tasks=2, workers=2, logging_dir=str(tmp_path / "logs"),
    ).run()  # fmt: skip
    texts = [
        json.loads(line)["text"]
        for path in sorted((tmp_path / "out").glob("*.jsonl"))
        for line in path.read_text().splitlines()
    ]
    assert texts == [HEALTHY[0], HEALTHY[1]] * 2
    total = Account.merged(p.read_text() for p in (tmp_path / "accounts").glob("*.json"))
    assert (total.texts, total.changed) == (4, 2)
