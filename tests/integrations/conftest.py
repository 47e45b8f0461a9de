"""Mixed documents and what `clean_many` makes of them, made once for all hosts."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import pickle
import random
import shutil
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from textfix import channels, clean_many

HOSTS = bool(os.environ.get("TEXTFIX_HOSTS"))
"""Whether this is `make test-integrations`, where no host may be absent."""
NUMBER = 10_000 if HOSTS else 1_000
"""All of them where hosts are tested (`make test-integrations`); a tenth in `make test`."""
HEALTHY = (
    "会议室的灯坏了，请在周三以前派人来修。",
    "這本書的作者住在山腳下，每天走路到學校教書。",
    "雨停以后，街上的人又多了起来，卖菜的老人把摊子摆回原处。",
    "圖書館週末開放到九點，借書證可以在櫃檯辦理。",
    "The meeting was moved to Thursday; bring the printed report.",
    "price = 12.5  # 单价，含税",
    "駅前の喫茶店で三時に待っています。",
    "<p>页面还没有做完</p>",
    "他说：“明天（星期五）不上班。”",
    "emoji 😀👍 也要留着",
)
DAMAGES = (
    "mojibake:utf-8>latin-1", "mojibake:gbk>cp1252-c1", "mojibake:utf-8>cp1252-c1",
    "lost:question-marks", "gloss-simplified",
)  # fmt: skip


def need(name: str) -> Any:
    """Import a package, or skip with the reason; where hosts are tested its absence fails.

    The warnings of a package while it is imported are its own affair.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return importlib.import_module(name)
    except ImportError as error:
        if HOSTS:
            told = os.environ.get("TEXTFIX_LACKING", "")
            pytest.fail(f"{name} cannot be imported: {error}; not installed: {told or 'nothing'}")
        pytest.skip(f"{name} is not installed", allow_module_level=True)


def need_java() -> None:
    """Skip where there is no Java: Spark runs on it, and no package index has it."""
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine: Spark needs a JVM")


def _damaged(rng: random.Random) -> str:
    text = rng.choice(HEALTHY[:4])
    return channels.get(rng.choice(DAMAGES)).damage(text, rng.randrange(1 << 30)).text


def _one(rng: random.Random, number: int) -> str | None:
    dice = rng.random()
    if dice < 0.05:
        return None
    if dice < 0.10:
        return ""
    if dice < 0.13:
        return _damaged(rng)
    if dice > 0.9997:
        return f"第{number}篇。" + HEALTHY[0] * 3000
    return f"{HEALTHY[rng.randrange(len(HEALTHY))]} {number}"


@dataclass(frozen=True)
class Mixed:
    """Documents and their clean text, nulls kept; `changed` of them are damaged."""

    texts: list[str | None]
    clean: list[str | None]

    @property
    def ids(self) -> list[int]:
        return list(range(len(self.texts)))

    @property
    def changed(self) -> int:
        return sum(a != b for a, b in zip(self.texts, self.clean, strict=True))


@pytest.fixture(scope="session")
def mixed() -> Mixed:
    """The documents: healthy, damaged, None, empty and huge, in a fixed order."""
    rng = random.Random(9)
    texts = [_one(rng, number) for number in range(NUMBER)]
    new: Iterator[str] = iter(clean_many([t for t in texts if t is not None]))
    return Mixed(texts, [None if t is None else next(new) for t in texts])


DAMAGED = HEALTHY[0].encode().decode("latin-1")
"""The first sentence, its UTF-8 read as Latin-1."""

HUGE = (HEALTHY[0] + "\n") * (50_000_000 // 58 + 1)
"""Fifty megabytes of UTF-8 in one row."""


def bad_page() -> tuple[bytes, str]:
    """Return a page of GBK with a byte too many, and its text."""
    half = HEALTHY[0] * 10
    return half.encode("gbk") + b"\xff" + half.encode("gbk"), f"{half}\ufffd{half}"


def hard_bytes() -> tuple[list[bytes | None], list[str | None]]:
    """Return rows of bytes that hosts stumble over, and what they must become."""
    page, text = bad_page()
    plain = HEALTHY[2].encode()
    bad, lone = plain + b"\xff" + plain, plain + b"\xed\xa0\x80" + plain
    raw = [DAMAGED.encode(), page, bad, lone, HUGE.encode(), None, b""]
    new = clean_many([r for r in raw if r is not None])
    assert (new[0], new[1], new[4]) == (HEALTHY[0], text, HUGE)
    assert new[2] == f"{HEALTHY[2]}\ufffd{HEALTHY[2]}"
    assert new[3].strip(HEALTHY[2]).strip("\ufffd") == ""
    return raw, [*new[:5], None, new[5]]


def told(account: Any) -> None:
    """Check that the account of `hard_bytes` says what happened."""
    total = account.total
    assert account.texts == sum(n for status, n in total["files"].items() if status != "null") == 6
    assert total["files"]["null"] == 1
    assert account.rules == {"mojibake.lossless": 1}
    assert account.encodings["gb18030"] == 1
    assert total["bad"] >= 3


def hard_values() -> tuple[list[Any], list[Any]]:
    """Return such rows as Python values, and what they must become; a number is a bad row."""
    page, text = bad_page()
    return (
        [DAMAGED, 7, page, "x\ud800y", HUGE, None, ""],
        [HEALTHY[0], 7, text, "x\ud800y", HUGE, None, ""],
    )


def travels(value: Any, work: Callable[[Any], Any], *, plain: bool = True) -> None:
    """Check that a value does the same work after pickle, cloudpickle and in a spawned process.

    `work` is a function of a module, which a spawned process can import. Not `plain`: the host
    lets its own values go through cloudpickle only.
    """
    done, dumped = work(value), [need("cloudpickle").dumps(value)]
    if plain:
        dumped.append(pickle.dumps(value))
    for data in dumped:
        assert work(pickle.loads(data)) == done
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(_unpacked, (work, dumped[-1])) == done


def _unpacked(work: Callable[[Any], Any], data: bytes) -> Any:
    return work(pickle.loads(data))
