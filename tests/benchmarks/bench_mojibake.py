"""Mojibake beside ftfy and plsfix: sentences made whole, characters right, and speed.

Prose of `../shared/corpora/clean` that no table is trained on, damaged by our channels.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Callable, Iterable, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from textfix import channels
from textfix.profiles import Profile
from textfix.run import run

CLEAN = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "clean"
HANS = ("zh-hans-wiki", "zh-hans-legal", "zh-hans-novel", "zh-hans-forum", "zh-hans-docs")
HANT = ("zh-hant-tw-wiki", "zh-hant-tw-transcripts", "zh-hant-tw-docs")

SINGLE = (
    *("latin-1", "cp1252-c1", "cp437", "mac_roman", "cp1251:fffd", "koi8-r", "cp866"),
    *("iso8859-15", "cp1254:fffd", "cp850"),
)
LOSSLESS = (
    *(f"{e}>{r}" for e in ("utf-8", "gb18030", "big5") for r in SINGLE),
    *("utf-8>gb18030", "big5>gb18030", "gb18030>utf-8-or-latin1", "big5>utf-8-or-latin1"),
    *("utf-8>latin-1>utf-8>latin-1", "utf-8>cp1252-c1>utf-8>cp1252-c1"),
    *("gb18030>latin-1>utf-8>latin-1", "gb18030>cp1252-c1>utf-8>cp1252-c1"),
    *("utf-8>latin-1>utf-8>gbk", "gb18030>latin-1>utf-8>gbk", "big5>latin-1>utf-8>latin-1"),
    *("ftfy:gbk>latin-1", "ftfy:gbk>latin-1:typography"),
    *("ftfy:big5>latin-1", "ftfy:big5>latin-1:typography"),
)
OTHERS = {
    "ja": ("utf-8>latin-1", "utf-8>cp1252-c1", "utf-8>mac_roman", "shift_jis>latin-1",
           "shift_jis>cp1252-c1", "euc-jp>latin-1", "utf-8>cp437"),
    "ko": ("utf-8>latin-1", "utf-8>cp1252-c1", "utf-8>cp437", "cp949>latin-1", "cp949>cp1252-c1"),
    "ru": ("utf-8>latin-1", "utf-8>cp1252-c1", "utf-8>cp437", "utf-8>cp866", "utf-8>koi8-r"),
    "fr": ("utf-8>latin-1", "utf-8>cp1252-c1", "utf-8>cp437", "utf-8>mac_roman"),
}  # fmt: skip
WHOLE = (
    *("utf-8>latin-1", "utf-8>cp1252-c1", "utf-8>latin-1>utf-8>latin-1", "utf-8>gb18030"),
    *("gb18030>latin-1", "gb18030>koi8-r", "big5>latin-1", "big5>cp1252-c1"),
)
SHORT = (
    *("utf-8>latin-1", "utf-8>cp866", "utf-8>gb18030"),
    *("gb18030>latin-1", "gb18030>cp1252-c1", "gb18030>cp437", "gb18030>mac_roman"),
    *("gb18030>cp1251:fffd", "gb18030>koi8-r", "gb18030>cp866", "gb18030>utf-8-or-latin1"),
    *("big5>latin-1", "big5>cp1251:fffd", "big5>koi8-r", "big5>gb18030"),
)
LOSSY = (
    *(f"utf-8>gbk:{h}" for h in ("fffd", "python", "eat", "mark", "drop")),
    *(f"utf-8>gbk-python:{h}" for h in ("python", "mark", "drop")),
    *(f"utf-8>gb18030:{h}" for h in ("fffd", "python", "eat", "mark", "drop")),
    *(f"utf-8>{r}:{h}" for r in ("big5", "cp949", "cp932", "euc-jp") for h in ("fffd", "eat")),
    *(f"gb18030>{r}:{h}" for r in ("big5", "cp949", "cp932", "euc-jp") for h in ("fffd", "eat")),
    *(f"big5>{r}:{h}" for r in ("cp932", "cp949") for h in ("fffd", "eat")),
    *("utf-8>cp1252:fffd", "utf-8>cp1252-c1:nbsp", "utf-8>cp1252-c1:shy", "utf-8>cp1252-c1:c1"),
    *("utf-8>cp1252-c1:quotes", "utf-8>cp1252-c1:nbsp:shy:c1", "utf-8>mac_roman:nbsp"),
    *("gb18030>cp1252-c1:nbsp", "gb18030>latin-1:nbsp", "utf-8>gbk:fffd:pua"),
)

Fix = Callable[[str], str]


def sentences(files: Sequence[str], count: int, seed: int = 7) -> list[str]:
    """Draw sentences of 10 to 60 characters in the script of the files."""
    found = [s for name in files for s in re.split(r"(?<=[。！？!?.])|\n", _text(name)) if _fits(s)]
    return random.Random(seed).sample(found, min(count, len(found)))


def _text(name: str) -> str:
    return (CLEAN / f"{name}.txt").read_text("utf-8").replace("\u241e", "")


def _fits(sentence: str) -> bool:
    beyond = sum(ch > "\x7f" for ch in sentence)
    return 10 <= len(sentence) <= 60 and beyond >= 8 and "\ufffd" not in sentence


def short(files: Sequence[str], size: int, count: int, seed: int = 7) -> list[str]:
    """Draw runs of `size` Han characters between punctuation: names, titles, cells."""
    pattern = re.compile(rf"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{{size}}}(?![\u4e00-\u9fff])")
    found = [m[0] for name in files for m in pattern.finditer(_text(name))]
    return random.Random(seed).sample(sorted(set(found)), min(count, len(set(found))))


def ours(expect: str | None = None) -> Fix:
    """Return our repair, the mojibake stage alone."""
    profile = Profile(expect=expect, ignore=("insertion",))

    def fix(text: str) -> str:
        steps = run([text], profile)[0]
        return steps[-1].after if steps else text

    return fix


def peers() -> dict[str, Fix]:
    """Return the peers that are installed; ftfy with typography off."""
    import ftfy

    out: dict[str, Fix] = {"ftfy": ftfy.fix_encoding}
    try:
        from plsfix import fix_text
    except ImportError:
        return out
    out["plsfix"] = fix_text
    return out


def damaged(channel: str, texts: Iterable[str]) -> list[tuple[str, str]]:
    """Return each text that a channel changes as it is shown, and as it should come back."""
    damage = channels.get(channel if channel[:5] == "ftfy:" else f"mojibake:{channel}").damage
    pairs = [damage(text, seed) for seed, text in enumerate(texts)]
    return [(d.text, d.expected) for d in pairs if d.text != d.expected]


def whole(pairs: Sequence[tuple[str, str]], new: Sequence[str], fix: Fix | None = None) -> str:
    """Return the share of texts made whole, in percent.

    What a repairer makes of the undamaged text counts as whole too, where it is given: plsfix
    cannot be told to leave typography alone.
    """
    count = sum(
        got == wanted or (fix is not None and got == fix(wanted) != seen)
        for (seen, wanted), got in zip(pairs, new, strict=True)
    )
    return f"{100 * count / len(pairs):.1f}" if pairs else "none"


def characters(pairs: Sequence[tuple[str, str]], new: Sequence[str]) -> str:
    """Return the shares of characters right before and after, in percent."""
    total = max(1, sum(len(wanted) for _, wanted in pairs))
    left = sum(_same(seen, wanted) for seen, wanted in pairs)
    right = sum(_same(got, wanted) for (_, wanted), got in zip(pairs, new, strict=True))
    return f"{100 * left / total:.1f} → {100 * right / total:.1f}"


def _same(got: str, wanted: str) -> int:
    if got == wanted:
        return len(wanted)
    matcher = SequenceMatcher(None, got, wanted, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def speed(fix: Fix, text: str) -> float:
    """Return megabytes of UTF-8 per second of CPU for one text."""
    start = time.process_time()
    fix(text)
    return len(text.encode("utf-8", "surrogatepass")) / 1e6 / (time.process_time() - start)


def table(
    title: str, names: Iterable[str], texts: Callable[[str], list[str]], beside: bool = True
) -> None:
    """Print one row for each channel: whole sentences of all, characters of ours."""
    print(f"\n## {title}\n")
    fix, others = ours(), peers() if beside else {}
    print("| channel | textfix | " + " | ".join((*others, "characters before → after")) + " |")
    print("|---|" + "---|" * (len(others) + 2))
    for name in names:
        pairs = damaged(name, texts(name))
        new = [fix(seen) for seen, _ in pairs]
        cells = [whole(pairs, new)]
        for who, other in others.items():
            read = [other(seen) for seen, _ in pairs]
            cells.append(whole(pairs, read, other if who == "plsfix" else None))
        print(f"| {name} | {' | '.join((*cells, characters(pairs, new)))} |", flush=True)


def short_table(count: int) -> None:
    """Print the shares of Han alone that come back, in brackets those where Chinese is expected."""
    print('\n## Han alone: 2, 3 and 4 of them, in brackets with `expect="zh"`\n')
    print("| channel | 2 | 3 | 4 |\n|---|---|---|---|")
    fixes = (ours(), ours("zh"))
    words = {(v, size): short(v, size, count) for v in (HANS, HANT) for size in (2, 3, 4)}
    for name in SHORT:
        cells = []
        for size in (2, 3, 4):
            pairs = damaged(name, words[HANT if name.startswith("big5") else HANS, size])
            shares = [whole(pairs, [fix(seen) for seen, _ in pairs]) for fix in fixes]
            cells.append("{} ({})".format(*shares))
        print(f"| {name} | {' | '.join(cells)} |", flush=True)


def main() -> None:
    """Print all tables, four minutes; `--only` some of them, `--alone` without peers.

    `--count` sentences a row, `--lossy` in the tables where bytes are lost, `--words` of Han alone.
    """
    ask = argparse.ArgumentParser()
    ask.add_argument("--count", type=int, default=60)
    ask.add_argument("--lossy", type=int, default=40)
    ask.add_argument("--words", type=int, default=200)
    ask.add_argument("--only", default="")
    ask.add_argument("--alone", action="store_true")
    options = ask.parse_args()
    hans, hant = sentences(HANS, options.count), sentences(HANT, options.count)
    beside = not options.alone

    def pick(name: str) -> list[str]:
        return hant if name.removeprefix("ftfy:").startswith("big5") else hans

    def wanted(part: str) -> bool:
        return not options.only or part in options.only.split(",")

    if wanted("lossless"):
        table("Lossless pairs, sentences", LOSSLESS, pick, beside)
    if wanted("short"):
        short_table(options.words)
    for language, names in OTHERS.items():
        if wanted("others"):
            drawn = sentences((language,), options.count)
            table(f"Lossless pairs, {language}", names, lambda n, d=drawn: d, beside)  # type: ignore[misc]
    if wanted("lossy"):
        few = options.lossy
        table("Lossy pairs, sentences", LOSSY, lambda n: pick(n)[:few], beside)
    if wanted("speed"):
        _speeds(beside)


def _speeds(beside: bool) -> None:
    fixes = {"textfix": ours()} | (peers() if beside else {})
    print("\n## Speed, MB of UTF-8 per CPU second\n")
    clean = _text("zh-hans-legal")[:300_000]
    hant = _text("zh-hant-tw-wiki")[:300_000]
    for name in WHOLE:
        text = channels.get(f"mojibake:{name}").damage(hant if "big5" in name else clean).text
        print(name, {who: round(speed(fix, text), 2) for who, fix in fixes.items()}, flush=True)
    for language in ("zh-hans-wiki", "ru", "ko", "ja", "fr"):
        text = _text(language)[:200_000]
        print(f"clean {language}", {who: round(speed(f, text), 2) for who, f in fixes.items()})


if __name__ == "__main__":
    main()
