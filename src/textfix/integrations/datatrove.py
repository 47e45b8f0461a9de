"""datatrove: a formatter that counts by rule, and a WARC reader that decodes what others drop."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from textfix.api import Cleaner
from textfix.integrations.account import Ledger
from textfix.integrations.decoder import BytesDecoder
from textfix.integrations.values import documents

try:
    from datatrove.pipeline.base import PipelineStep
    from datatrove.pipeline.readers.base import BaseDiskReader
except ImportError:  # the classes below then say so when they are made
    from textfix.integrations.absent import Absent as BaseDiskReader
    from textfix.integrations.absent import Absent as PipelineStep

LOST: Final = ("mojibake.lost", "run.unsettled")
"""Reports of damage that cannot be undone."""
_TEXT: Final = ("text/", "application/xhtml", "application/xml", "application/json")


class TextfixFormatter(PipelineStep):  # type: ignore[misc]
    """Cleans documents; statistics by rule, nothing dropped.

    Not a filter, unless `exclusion_writer` is given: documents with damage that cannot be undone
    (reports of the rules in `excluded`) then go there, and what is no str too. `accounts` is a
    folder for one account a rank, which `textfix report` adds up.
    """

    name = "🩹 textfix"
    type = "✂️ - FORMAT"

    def __init__(
        self,
        cleaner: Cleaner | None = None,
        exclusion_writer: Any = None,
        excluded: tuple[str, ...] = LOST,
        accounts: Any = None,
        batch_size: int = 64,
    ) -> None:
        """Take the settings; nothing is loaded yet."""
        super().__init__()
        self.cleaner = cleaner or Cleaner()
        self.exclusion_writer = exclusion_writer
        self.excluded = excluded
        self.accounts = accounts
        self.batch_size = batch_size

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Yield the documents clean, in order."""
        ledger = Ledger() if self.accounts else None
        docs = iter(data or ())
        with self.exclusion_writer or contextlib.nullcontext() as writer:
            while batch := list(islice(docs, self.batch_size)):
                with self.track_time("batch"):
                    kept = [self._clean(*pair, ledger) for pair in self._looked(batch)]
                for doc, keep in zip(batch, kept, strict=True):
                    if keep or writer is None:
                        self.stat_update("forwarded")
                        yield doc
                    else:
                        self.stat_update("excluded")
                        writer.write(doc, rank)
        if ledger is not None:
            from datatrove.io import get_datafolder

            with get_datafolder(self.accounts).open(f"{rank:05d}.json", "wt") as file:
                file.write(ledger.json())

    def _looked(self, batch: list[Any]) -> Iterator[tuple[Any, Any]]:
        texts = [d.text if isinstance(d.text, str) else "" for d in batch]
        return zip(batch, documents(texts, self.cleaner.profile), strict=True)

    def _clean(self, doc: Any, document: Any, ledger: Ledger | None) -> bool:
        """Put in the clean text and count; False for what the exclusion path is for."""
        self.stat_update("total")
        if not isinstance(doc.text, str):
            self.stat_update("no_text")
            if ledger is not None:
                ledger.see(document, doc.id, f"a {type(doc.text).__name__} is no text; kept")
            return False
        if ledger is not None:
            ledger.see(document, doc.id)
        if document.text != doc.text:
            self.stat_update("changed")
            self.stat_update("changed_chars", value=len(document.text) - len(doc.text), unit="doc")
            doc.text = document.text
        lost = False
        for step in document.steps:
            for finding in step.plan.applied:
                self.stat_update(f"rule_{finding.rule}")
            for finding in step.plan.reported:
                self.stat_update(f"reported_{finding.rule}")
                lost = lost or finding.rule in self.excluded
        return not lost


class WarcDecoder(BaseDiskReader):  # type: ignore[misc]
    """Reads WARC and WET files, each payload in its own encoding, with the headers as hints.

    Not for pictures and archives: those are counted, and written to `exclusion_writer` with the
    reason (as metadata, without a text) if there is one. A payload with bad bytes is kept; an
    archive that breaks off yields what came before and is counted. `decoder` may clean at once
    (`BytesDecoder()`); by default it only decodes.
    """

    name = "🩹 textfix Warc"
    _requires_dependencies: Final = ["warcio"]

    def __init__(
        self,
        data_folder: Any,
        decoder: BytesDecoder | None = None,
        exclusion_writer: Any = None,
        compression: str | None = "infer",
        **options: Any,
    ) -> None:
        """Take the settings; `options` are those of datatrove's disk readers."""
        super().__init__(data_folder, **options)
        self.decoder = decoder or BytesDecoder(cleaner=None)
        self.exclusion_writer = exclusion_writer
        self.compression = compression

    def read_file(self, filepath: str) -> Iterator[Any]:
        """Yield a document for each payload that is text."""
        from warcio.archiveiterator import ArchiveIterator

        # warcio unpacks gzip by the record; a reader of the whole would lose all before a break.
        packing = None if filepath.endswith(".gz") else self.compression
        with self.data_folder.open(filepath, "rb", compression=packing) as file:
            records = enumerate(ArchiveIterator(file))
            while True:
                try:
                    number, record = next(records)
                    found = self._read(record) if _wanted(record) else None
                except StopIteration:
                    return
                except Exception:
                    # warcio and zlib raise what they like; what was read before is not lost.
                    self.stat_update("broken_archive")
                    return
                if found is None:
                    continue
                document = self.get_document_from_dict(found, filepath, number)
                if document:
                    yield document

    def _read(self, record: Any) -> dict[str, Any] | None:
        data = record.content_stream().read()
        http = record.http_headers
        header = (http.get_header("Content-Type") or "") if http else ""
        reading = self.decoder(data, header=header)
        self.stat_update("payloads")
        self.stat_update(f"encoding_{reading.encoding or 'none'}")
        if reading.bad:
            self.stat_update("with_bad_bytes")
            self.stat_update("bad_sequences", value=reading.bad, unit="doc")
        headers = record.rec_headers
        out = {
            "text": reading.text, "id": headers.get_header("WARC-Record-ID") or "",
            "url": headers.get_header("WARC-Target-URI"), "date": headers.get_header("WARC-Date"),
            "encoding": reading.encoding, "encoding_confidence": reading.confidence,
            "bad_sequences": reading.bad,
        }  # fmt: skip
        if not reading.text:
            self._exclude(out, reading.problem or "empty")
            return None
        return out

    def _exclude(self, facts: dict[str, Any], reason: str) -> None:
        self.stat_update("no_text", f"no_text: {reason[:60]}")
        if self.exclusion_writer is not None:
            from datatrove.data import Document

            metadata = {k: v for k, v in facts.items() if k not in ("text", "id")}
            doc = Document("", facts["id"], metadata={**metadata, "reason": reason})
            self.exclusion_writer.write(doc, 0)


def _wanted(record: Any) -> bool:
    """Tell whether a record is a page: a response or conversion that is not declared otherwise."""
    if record.rec_type not in ("response", "conversion", "resource"):
        return False
    http = record.http_headers
    kind = record.rec_headers.get_header("WARC-Identified-Payload-Type") or (
        http.get_header("Content-Type") if http else record.rec_headers.get_header("Content-Type")
    )
    return not kind or kind.strip().lower().startswith(_TEXT)
