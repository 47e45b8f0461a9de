"""Formats: only what is text is rewritten, and every other byte is kept."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import importlib
import json
import lzma
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files import torture
from tests.files.conftest import Cli
from textfix.files import formats, packed
from textfix.files.jsontext import Json
from textfix.files.separated import Separated

BAD = "經(jīng)開區(qū)召開了會(huì)議(yì)，傳達(dá)學(xué)習(xí)"
GOOD = "經開區召開了會議，傳達學習"


@pytest.mark.parametrize(
    ("name", "kind", "packing"),
    [
        ("a", "text", ()),
        ("a.b/c", "text", ()),
        (".jsonl", "text", ()),
        ("A.JSONL.GZ", "jsonl", ("gz",)),
        ("x.csv.zst", "csv", ("zst",)),
        ("x.txt.gz.bz2", "text", ("bz2", "gz")),
        ("x.gz", "text", ("gz",)),
    ],
)
def test_names(name: str, kind: str, packing: tuple[str, ...]) -> None:
    assert formats.of(name) == (kind, packing)


def test_json_lines_keep_every_other_byte(cli: Cli) -> None:
    lines = [
        f'{{"id" : 1e2,"text":"{BAD}", "other": "{BAD}" }}',
        "broken {",
        "",
        f'{{"meta":{{"title":"{BAD}","n":[1, 2]}},"text":""}}',
        '{"text":"' + "".join(f"\\u{ord(c):04x}" for c in BAD) + '"}',
        f'{{"text":["{BAD}", {{"text":"{BAD}"}}], "{BAD}": null}}',
    ]
    source = "\r\n".join(lines)
    fields = ("--field", "text", "--field", "meta.title")
    done = cli("clean", "--format", "jsonl", *fields, data=source.encode())
    want = [
        lines[0].replace(BAD, GOOD, 1), lines[1], lines[2], lines[3].replace(BAD, GOOD),
        '{"text":' + json.dumps(GOOD) + "}", lines[5].replace(f'["{BAD}"', f'["{GOOD}"'),
    ]  # fmt: skip
    assert done.out.decode() == "\r\n".join(want)
    assert b"1 line is no JSON" in done.err


def test_bad_bytes_in_other_fields_are_kept(cli: Cli) -> None:
    data = b'{"a":"\xff", "text":"' + BAD.encode() + b'"}\n'
    done = cli("clean", "--format", "jsonl", "--field", "text", data=data)
    assert done.out == b'{"a":"\xff", "text":"' + GOOD.encode() + b'"}\n'


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


def strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [s for v in value.values() for s in strings(v)]
    return [s for v in value for s in strings(v)] if isinstance(value, list) else []


@given(json_values, st.booleans(), st.booleans())
def test_json_strings_are_found_in_order(value: object, spaced: bool, ascii_only: bool) -> None:
    text = json.dumps(value, indent=1 if spaced else None, ensure_ascii=ascii_only)
    shape = Json(lines=False)
    units = shape.units(text)
    assert [u.value for u in units] == strings(value)
    for u in units:
        assert json.loads(shape.token(u, text[u.start : u.end], "a\n字")) == "a\n字"


@given(
    st.lists(
        st.lists(st.text(alphabet='a",\n\r字 ', max_size=5), min_size=2, max_size=3), max_size=4
    )
)
def test_table_fields_are_those_of_the_csv_module(rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows(rows)
    text = out.getvalue()
    units = Separated(",").units(text)
    assert [u.value for u in units] == [cell for row in rows for cell in row if cell]


def test_csv_columns_and_quotes(cli: Cli) -> None:
    data = f'id,text,note\n1,{BAD},{BAD}\n2,"{BAD}, ""x""",z\n'.encode("gb18030")
    done = cli("clean", "--format", "csv", "--field", "text", data=data)
    assert done.out.decode() == f'id,text,note\n1,{GOOD},{BAD}\n2,"{GOOD}, ""x""",z\n'
    assert cli("clean", "--format", "csv", "--field", "no", data=data).err.startswith(
        b"textfix: standard input: no column 'no'"
    )


@pytest.mark.parametrize("end", ["gz", "bz2", "xz", "gz.gz"])
def test_packed_members_and_layers(cli: Cli, tmp_path: Path, end: str) -> None:
    pack: dict[str, Callable[[bytes], bytes]] = {
        "gz": gzip.compress,
        "bz2": bz2.compress,
        "xz": lzma.compress,
    }
    page = torture.damaged()
    parts = [page[:700].encode(), page[700:].encode()]
    kind, *more = end.split(".")
    data = b"".join(pack[kind](part) for part in parts)
    for one in more:
        data = pack[one](data)
    path = tmp_path / f"a.txt.{end}"
    path.write_bytes(data)
    want = cli("clean", data=page.encode()).out
    assert cli("clean", path).out == want
    assert cli("clean", "--in-place", "--log", "log.jsonl", path).code == 0
    with path.open("rb") as raw, packed.reader(raw, formats.of(path.name).packing) as content:
        assert content.read() == want
    assert cli("undo", "log.jsonl").code == 0
    assert path.read_bytes() == data


def test_zstandard(cli: Cli, tmp_path: Path) -> None:
    zstandard = pytest.importorskip("zstandard", reason="zstandard is not installed")
    page = torture.damaged().encode()
    pack = zstandard.ZstdCompressor().compress
    data = pack(page[:700]) + pack(page[700:])
    (tmp_path / "a.txt.zst").write_bytes(data)
    want = cli("clean", data=page).out
    assert cli("clean", "a.txt.zst").out == want
    assert cli("clean", "--in-place", "--log", "log.jsonl.zst", "a.txt.zst").code == 0
    assert cli("undo", "log.jsonl.zst").code == 0
    assert (tmp_path / "a.txt.zst").read_bytes() == data


def packers() -> dict[str, Callable[[bytes], bytes]]:
    """What packs for each ending that can be packed here."""
    found: dict[str, Callable[[bytes], bytes]] = {
        "gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress,
        "lzma": lambda data: lzma.compress(data, format=lzma.FORMAT_ALONE),
    }  # fmt: skip
    with contextlib.suppress(ImportError):
        found["zst"] = importlib.import_module("zstandard").ZstdCompressor().compress
    return found


@pytest.mark.parametrize("end", packers())
def test_what_is_cut_off_or_stands_behind_packed_data_is_told(
    cli: Cli, tmp_path: Path, end: str
) -> None:
    whole = packers()[end]((BAD * 4000).encode())
    path = tmp_path / f"a.txt.{end}"
    for data in (whole[:-9], whole + b"more", b"plain text"):
        path.write_bytes(data)
        done = cli("clean", "--in-place", path)
        assert done.code == 1
        assert b"damaged packed data: " in done.err
        assert path.read_bytes() == data
    path.write_bytes(whole)
    assert cli("clean", "--in-place", path).code == 0
    magic = {"gz": b"\x1f\x8b", "bz2": b"BZh", "xz": b"\xfd7z", "lzma": b"]\0", "zst": b"\x28\xb5"}
    assert path.read_bytes().startswith(magic[end])


def test_same_content_is_packed_to_the_same_bytes(cli: Cli, tmp_path: Path) -> None:
    for name in ("a.txt.gz", "b.txt.gz"):
        (tmp_path / name).write_bytes(gzip.compress(torture.damaged().encode(), mtime=len(name)))
        cli("clean", "--in-place", name)
    assert (tmp_path / "a.txt.gz").read_bytes() == (tmp_path / "b.txt.gz").read_bytes()


@pytest.mark.parametrize("kind", ["parquet", "arrow", "arrows"])
def test_columns(cli: Cli, tmp_path: Path, kind: str) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    import pyarrow.parquet as pq

    table = pa.table(
        {
            "text": [BAD, None, "", "好"] * 50,
            "n": list(range(200)),
            "note": ["x", BAD, None, ""] * 50,
        }
    ).replace_schema_metadata({"origin": "made for this test"})
    path = tmp_path / f"t.{kind}"
    if kind == "parquet":
        pq.write_table(table, path, row_group_size=64, compression="zstd")
    else:
        new = pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream
        with pa.OSFile(str(path), "wb") as out, new(out, table.schema) as writer:
            writer.write_table(table, max_chunksize=64)
    before = path.read_bytes()
    done = cli("clean", "--in-place", "--log", "log.jsonl", "--field", "text", path)
    assert done.code == 0, done.err
    if kind == "parquet":
        file = pq.ParquetFile(path)
        after, groups = file.read(), file.num_row_groups
        assert groups == 4
        assert file.metadata.row_group(0).column(0).compression == "ZSTD"
        file.close()
    else:
        with pa.OSFile(str(path)) as file:
            open_ = pa.ipc.open_file if kind == "arrow" else pa.ipc.open_stream
            after = open_(file).read_all()
    assert after.schema.equals(table.schema, check_metadata=True)
    assert after["text"].to_pylist() == [GOOD, None, "", "好"] * 50
    assert after["n"].equals(table["n"])
    assert after["note"].to_pylist() == table["note"].to_pylist()
    assert cli("clean", "--in-place", "--field", "nope", path).code == 1
    assert cli("undo", "log.jsonl").code == 0
    assert path.read_bytes() == before


def record(kind: str, block: bytes, content: str = "text/plain") -> bytes:
    import hashlib
    from base64 import b32encode

    digest = b32encode(hashlib.sha1(block).digest()).decode()
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"WARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Block-Digest: sha1:{digest}\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.mark.parametrize("end", ["wet", "wet.gz"])
def test_web_archives(cli: Cli, tmp_path: Path, end: str) -> None:
    page, response = torture.damaged().encode(), b"HTTP/1.1 200 OK\r\n\r\n" + BAD.encode()
    records = [
        record("warcinfo", b"software: none\r\n", "application/warc-fields"),
        record("conversion", torture.HANS.encode()), record("conversion", page),
        record("response", response, "application/http"), record("conversion", b""),
    ]  # fmt: skip
    data = b"".join(gzip.compress(r) if end.endswith("gz") else r for r in records)
    path = tmp_path / f"a.warc.{end}"
    path.write_bytes(data)
    done = cli("clean", "--in-place", "--log", "log.jsonl", path)
    assert done.code == 0, done.err
    want = cli("clean", data=page).out
    new = path.read_bytes()
    content = gzip.decompress(new) if end.endswith("gz") else new
    assert content == b"".join([*records[:2], record("conversion", want), *records[3:]])
    if end.endswith("gz"):
        assert new.count(b"\x1f\x8b\x08") == len(records)
    assert cli("undo", "log.jsonl").code == 0
    assert path.read_bytes() == data
    path.write_bytes(data[: len(data) // 2])
    assert cli("clean", "--in-place", path).code == 1
    assert path.read_bytes() == data[: len(data) // 2]


def test_warcio_reads_what_is_written(cli: Cli, tmp_path: Path) -> None:
    archive = pytest.importorskip("warcio.archiveiterator", reason="warcio is not installed")
    path = tmp_path / "a.warc.wet.gz"
    path.write_bytes(gzip.compress(record("conversion", torture.damaged().encode())))
    cli("clean", "--in-place", path)
    with path.open("rb") as file:
        found = [
            r.content_stream().read() for r in archive.ArchiveIterator(file, check_digests="raise")
        ]
    assert found == [cli("clean", data=torture.damaged().encode()).out]


def test_page_declares_what_it_is_written_in(cli: Cli, tmp_path: Path) -> None:
    page = '<html><meta charset="gbk"><p>' + torture.HANS
    (tmp_path / "a.html").write_bytes(page.encode("gbk"))
    assert cli("clean", "a.html").out.decode() == page.replace("gbk", "utf-8")
    assert cli("clean", "--encoding", "keep", "a.html").out == page.encode("gbk")
    cli("clean", "--in-place", "--log", "log.jsonl", "a.html")
    cli("undo", "log.jsonl")
    assert (tmp_path / "a.html").read_bytes() == page.encode("gbk")


def test_fields_that_are_not_there_are_told(cli: Cli, tmp_path: Path) -> None:
    data = json.dumps({"text": BAD, "meta": {"n": None}}, ensure_ascii=False).encode() + b"\n"
    none = cli("clean", "--format", "jsonl", "--field", "txt", data=data)
    assert none.code == 1
    assert none.err == b"textfix: standard input: no value at txt; there are text, meta.n\n"
    one = cli("clean", "--format", "jsonl", "--field", "text", "--field", "x", data=data)
    assert (one.code, json.loads(one.out)["text"]) == (0, GOOD)
    assert b"no value at x" in one.err
    assert cli("clean", "--format", "jsonl", "--field", "meta.n", data=data).code == 0
    for kind in ("text", "html", "warc"):
        assert b"--field is for tables" in cli(
            "clean", "--format", kind, "--field", "a", data=data
        ).err  # fmt: skip


def test_findings_in_columns_and_archives_have_places(cli: Cli, tmp_path: Path) -> None:
    archive = tmp_path / "a.warc"
    archive.write_bytes(record("conversion", f"好\n{BAD}\n".encode()) * 2)
    lines = archive.read_bytes().decode().split("\n")
    places = [k + 1 for k, line in enumerate(lines) if BAD in line]
    for command in ("check", "explain"):
        told = cli(command, archive).out.decode()
        assert all(f"a.warc:{line}:" in told for line in places)
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pq = importlib.import_module("pyarrow.parquet")
    pq.write_table(pa.table({"id": [1, 2], "名": ["好", BAD]}), tmp_path / "a.parquet")
    told = cli("check", "a.parquet").out.decode()
    assert told.startswith("a.parquet:2:2 ")
    assert ": column 名: " in told


def test_deep_json_is_read_to_its_end(cli: Cli) -> None:
    data = f'{{"a": {"[" * 300}"{BAD}"{"]" * 300}, "b": "{BAD}"}}'
    done = cli("clean", "--format", "json", data=data.encode())
    assert done.out.decode() == data.replace(BAD, GOOD)
