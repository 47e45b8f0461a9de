"""The public functions: thin, typed, without decisions of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from textfix.errors import InputError
from textfix.profiles import Profile, names, resolve
from textfix.sources import as_bytes, need_text, read, several

if TYPE_CHECKING:
    from textfix.conversion import Script
    from textfix.detection import Detection
    from textfix.document import Document


def clean(
    source: str | bytes, profile: str | Profile = "repair", *, script: str | None = None
) -> str:
    """Return the text with its damage undone.

    Not for many texts: `clean_many` looks at them together.

    >>> clean("plain text stays as it is")
    'plain text stays as it is'

    `source` is text, or bytes in any encoding that `detect` knows. Raises InputError if it is
    neither, ProfileError for an unknown profile or script. Never raises for damage.
    """
    if isinstance(source, str):
        from textfix.run import run_one

        steps = run_one(source, profile, script)
        return steps[-1].after if steps else source
    return clean_many((source,), profile, script=script)[0]


def clean_many(
    sources: Iterable[str | bytes],
    profile: str | Profile = "repair",
    *,
    script: str | None = None,
) -> list[str]:
    """Return the clean text of each source, in order, looking at them together.

    Not for one huge batch that does not fit in memory: pass slices of it.

    >>> clean_many(["a", b"b"])
    ['a', 'b']

    Errors as `clean`; the message names the position of a source that is neither str nor bytes.
    """
    from textfix.run import each

    settings = resolve(profile, script)
    texts, _ = read(several(sources))
    return [
        steps[-1].after if steps else text
        for text, steps in zip(texts, each(texts, settings), strict=True)
    ]


def inspect(
    source: str | bytes, profile: str | Profile = "repair", *, script: str | None = None
) -> Document:
    """Clean one source and keep the account: edits, findings, positions, undo.

    Not for bulk work: the account costs memory in proportion to the damage.

    >>> inspect("plain").findings
    ()

    Errors as `clean`.
    """
    from textfix.document import Document
    from textfix.run import run

    settings = resolve(profile, script)
    if isinstance(source, str):
        return Document(source, source, settings, run((source,), settings)[0])
    from textfix.detection.face import decode

    decoded = decode(as_bytes(source))
    steps = run((decoded.text,), settings)[0]
    return Document(bytes(source), decoded.text, settings, steps, decoded)


def detect(data: bytes) -> Detection:
    """Tell the encoding of bytes, how sure that is, and what else is known of them.

    Not for text that is already a str.

    >>> detect("编码检测".encode("gb18030")).encoding
    'gb18030'

    `.encoding` is a name that `bytes.decode` accepts, or None for binary data.
    Raises InputError if `data` is not bytes.
    """
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise InputError(f"detect takes bytes, not {type(data).__name__}")
    from textfix.detection.face import detect as find_encoding

    return find_encoding(bytes(data))


def convert(text: str, config: str, *, mode: str = "opencc", spelling: str | None = None) -> str:
    """Convert between simplified and traditional Chinese and their regional forms.

    Not for text in an unknown script as part of a clean-up: `clean(..., script=)` looks first.

    >>> convert("汉字", "s2t")
    '漢字'

    `config` is an OpenCC configuration name; `mode` is "opencc" for its exact answers or
    "best" for context-aware ones; `spelling` is "opencc" or, for Taiwan, "native" or "statute".
    Raises InputError for an unknown name, or if `text` is not a str.
    """
    need_text(text, "convert")
    from textfix.conversion import convert as convert_text

    return convert_text(text, config, mode=mode, spelling=spelling)


def identify(text: str) -> Script:
    """Tell which Chinese script a text is written in, with the evidence.

    Not for a handful of characters: most are the same in both scripts.

    >>> identify("這個國家的經濟發展").name
    'hant'

    Raises InputError if `text` is not a str.
    """
    need_text(text, "identify")
    from textfix.conversion import identify as identify_script

    return identify_script(text)


@dataclass(frozen=True, slots=True, init=False)
class Cleaner:
    """A reusable, hashable, picklable way to clean: a profile that can be called.

    Not for keeping results: it has no state beyond its settings.

    >>> Cleaner("repair")("plain")
    'plain'
    >>> Cleaner("repair")(["a", None])
    ['a', None]

    Call it on str, bytes, None, a list of these, or an Arrow array or chunked array of strings
    or binaries; None and nulls stay. Raises ProfileError for unknown settings, InputError for
    a value it cannot clean.
    """

    profile: Profile

    def __init__(
        self,
        profile: str | Profile = "repair",
        *,
        script: str | None = None,
        expect: str | None = None,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
    ) -> None:
        """Fix the settings; nothing is loaded yet."""
        settings = resolve(profile, script)
        if expect or select or ignore:
            from dataclasses import replace

            settings = replace(
                settings,
                expect=expect or settings.expect,
                select=(*settings.select, *names("select", select)),
                ignore=(*settings.ignore, *names("ignore", ignore)),
            )
        object.__setattr__(self, "profile", settings)

    @overload
    def __call__(self, source: str | bytes) -> str: ...
    @overload
    def __call__(self, source: None) -> None: ...
    @overload
    def __call__(self, source: list[Any]) -> list[str | None]: ...
    @overload
    def __call__(self, source: Any) -> Any: ...

    def __call__(self, source: Any) -> Any:
        """Clean a value, a list of values, or an Arrow array; the same kind comes back."""
        if source is None:
            return None
        if isinstance(source, (str, bytes, bytearray, memoryview)):
            return clean(source, self.profile)  # type: ignore[arg-type]
        if isinstance(source, (list, tuple)):
            return self._clean_list(source)
        if type(source).__module__.partition(".")[0] == "pyarrow":
            from textfix.arrow import clean_array

            return clean_array(source, self.profile)
        raise InputError(
            "a Cleaner takes str, bytes, None, a list or an Arrow array, "
            f"not {type(source).__name__}"
        )

    def inspect(self, source: str | bytes) -> Document:
        """Clean one source with these settings and keep the account."""
        return inspect(source, self.profile)

    def _clean_list(self, values: list[Any] | tuple[Any, ...]) -> list[str | None]:
        at = [k for k, v in enumerate(values) if v is not None]
        out: list[str | None] = [None] * len(values)
        for k, text in zip(at, clean_many([values[k] for k in at], self.profile), strict=True):
            out[k] = text
        return out
