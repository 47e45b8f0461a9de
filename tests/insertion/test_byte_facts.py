"""Every byte fact of damage.md §1-§2 that tears pages, made from sentences of our own, and undone.

The pages are made by `channels.glosspage.run` with chosen rules, so what was meant is known.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.insertion.judge import insertion_only
from textfix import clean, inspect
from textfix.channels.glosspage import CUTS, Rules, run
from textfix.document import Document
from textfix.insertion.replay import fold

# Glosses of several tiers, so that pages give evidence beside the fact itself.
COMMON = (
    "會huì 們men 說shuō 個gè 來lái 過guò 時shí 開kāi 書shū 買mǎi 賣mài 錢qián 飯fàn 車chē "
    "門mén 師shī 廠chǎng 農nóng 機jī 場chǎng"
)


def rules(more: str = "", **settings: Any) -> Rules:
    rows: dict[str, str] = {}
    for row in f"{more} {COMMON}".split():
        rows.setdefault(row[0], row[1:])
    return Rules(glossed=tuple(rows.items()), **settings)


def only(glossed: str, **settings: Any) -> Rules:
    """Rules with these rows alone; an underscore stands for a space."""
    rows = tuple((row[0], row[1:].replace("_", " ")) for row in glossed.split())
    return Rules(glossed=rows, **settings)


CUT: dict[str, Any] = {"cuts": CUTS}
FACTS = {
    # The pair that straddles two characters: its second byte is swallowed with the parenthesis.
    "tear": ("老师在会上表扬了修车的工人。", rules("揚yáng 頁yè"), "表?yè)P(yáng)"),
    "tear without own gloss": ("老师在会上表扬了修车的工人。", rules("頁yè"), "表?yè)P"),
    # One byte off until an ASCII byte, or until another gloss, brings the text back into step.
    "shifted to ASCII": (
        "我们开会，因为提前买到USB线。", rules("驗yàn"), "因?yàn)樘崆百I(mǎi)到USB"
    ),
    "shifted to a cut": ("是因为门开着。", rules("驗yàn", **CUT), "因?yàn)"),
    "tear ends a tear": (
        "有人来询如何成为会员请联系门口的师傅。",
        rules("內nèi 聯lián", fold="forms"),
        "詢?nèi)",
    ),
    "line end swallowed": (
        "他们说师傅得了一个金奖。\n她也来买过书。", rules("劇jù", joined_lines=True), "獎?jù)?她"
    ),
    # The second byte is an ASCII letter, so no question mark shows.
    "ASCII tail": ("他们说这一款App很好用。", rules("預yù"), "款A(yù)pp"),
    # 。現 is A1 [A3AC] 46: cut at the comma's bytes, each piece decoded for itself.
    "cut inside": ("会开完了。现在他们来买书。", rules("現xiàn", **CUT), "?，F(xiàn)"),
    "cut, mark folded": ("高等专科的老师们说过几个字。", rules(fold="forms", **CUT), "??"),
    "cut, nothing shown": (
        "老师们开会时说他是大家的“楷模”门口的人说。",
        rules(lone="", fold="forms", **CUT),
        "楷!遍T",
    ),
    "both cuts in a row": (
        "老师们开会时说“那里的果园一直不成规模”。昨天他又去看了。",
        rules(**CUT),
        "規?！?。",
    ),
    "no second gloss": (
        "当地的工人当时都来了。", rules("數shù 當dāng", overlapping=False), "當?shù)"
    ),
    "in front of 在": ("工人们在门口等车来。", rules("冊cè"), "們(men)?cè)"),
    "日報": ("老师们开会时说他每天买日报看。", rules("請qǐng"), "日?qǐng)"),
    # Readings as pages spell them.
    "fullwidth parentheses": ("农会的老师们来开会。", rules(parens="（）"), "農（nóng）會（huì）"),
    "toneless": ("农会的老师们来开会。", rules("會hui 農nong 師shi 們men"), "農(nong)會(hui)"),
    "padded": ("他们说时间过得快。", only("們men_ 說shuō_ 時shí_ 過guò_"), "們(men )"),
    "umlaut as v": ("老师们说绿车来了。", rules("綠lv"), "綠(lv)"),
    # What stands beside a gloss.
    "parenthesis behind": (
        "这个厂(三厂)的机器旧了，老师们(两个)来修。", rules(), "廠(chǎng)(三廠(chǎng))"
    ),
    "indent": (
        "门开了，他们来了。\n农场里的车又坏了，请师傅来看看。", rules(indent=True), "????門(mén)"
    ),
    "simplified base": (
        "农场的机器坏了，师傅们来开会。",
        only("农nóng 场chǎng 机jī 师shī 们men 会huì", convert=""),
        "农(nóng)场(chǎng)",
    ),
}  # fmt: skip
# Facts whose repair is not there yet, or not sure enough for the default profile.
OPEN = {
    "cut, nothing shown": (
        "the run is begun at 遍T(mén), behind the silent cut; its lead byte there passes for proof"
    ),
    "both cuts in a row": "the closing quote is not found again between two cuts (probability 0.4)",
}


@pytest.mark.parametrize("name", FACTS)
def test_the_page_shows_the_fact(name: str) -> None:
    text, page, seen = FACTS[name]
    assert seen in run(text, page).text


@cache
def repaired(name: str) -> Document:
    text, page, _ = FACTS[name]
    return inspect(run(text, page).text, insertion_only())


@pytest.mark.parametrize("name", FACTS)
def test_the_fact_is_undone(name: str, request: pytest.FixtureRequest) -> None:
    if name in OPEN:
        request.applymarker(pytest.mark.xfail(reason=OPEN[name]))
    text, page, _ = FACTS[name]
    assert fold(repaired(name).text) == fold(run(text, page).expected)


@pytest.mark.parametrize("name", [name for name in FACTS if name not in OPEN])
def test_what_is_repaired_gives_the_page_again(name: str) -> None:
    """Replay, by the generator itself: the repaired text, damaged again, is the page."""
    text, page, _ = FACTS[name]
    source = repaired(name).text
    if page.indent:
        source = source.replace("\u3000\u3000", "")
    if page.fold:
        # Folded marks have one byte where the source had two: those must be given back first.
        source = run(text, replace(page, glossed=(), cuts=(), fold="")).expected
        assert fold(source) == fold(repaired(name).text)
    assert run(source, replace(page, convert="")).text == run(text, page).text


@pytest.mark.parametrize("name", FACTS)
def test_the_account_holds(name: str) -> None:
    document = repaired(name)
    assert document.undo() == document.source
    for finding in document.findings:
        assert finding.safety in ("exact", "likely", "report")
        assert 0.0 <= finding.confidence <= 1.0
    assert clean(document.text, insertion_only()) == document.text
