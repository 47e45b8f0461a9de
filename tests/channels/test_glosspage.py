"""The gloss page generator against the byte facts of real pages (damage.md §1-§2)."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from textfix.channels import gbkbytes, get
from textfix.channels.glosspage import CUTS, Rules, run
from textfix.channels.pagedata import LARGE, conversions, readings, targets
from textfix.channels.pythonbytes import MARKS, decode

PROSE = (
    "　　昨天下午，镇里的老师傅们在仓库门口开了一个短会。会上说：“机器旧了，要换！”\n"
    "　　大家都同意，因为当地的农户等着用水；可是钱从哪里来。现在还没有办法？\n"
    "\n"
    "王师傅（六十二岁）表扬了年轻人，请他们联系厂家，问清楚App怎么装。"
)


def rules(glossed: str, **settings: object) -> Rules:
    rows = tuple((row[0], row[1:]) for row in glossed.split())
    return Rules(glossed=rows, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "page", "seen", "was"),
    [
        ("表扬", rules("揚yáng 頁yè"), "表?yè)P(yáng)", "表揚"),
        # The other order breaks 揚 before it is looked for: one gloss only.
        ("表扬", rules("頁yè 揚yáng"), "表?yè)P", "表揚"),
        ("是因为提到PDM，", rules("驗yàn"), "是因?yàn)樘岬絇DM，", "是因為提到PDM，"),
        (
            "询如何成为春羽作者请联系",
            rules("內nèi 聯lián"),
            "詢?nèi)绾纬蔀榇河鹱髡哒埪?lián)系",
            "詢如何成為春羽作者請聯系",
        ),
        ("一款App", rules("預yù"), "一款A(yù)pp", "一款App"),
        ("关注。现", rules("關guān 現xiàn", cuts=CUTS), "關(guān)注?，F(xiàn)", "關注。現"),
        ("高等专科学校", rules("", cuts=CUTS, fold="forms"), "高等??茖W校", "高等專科學校"),
        (
            "“时代楷模”张富清同志先进",
            rules("時shí 進jìn", cuts=CUTS, lone="", fold="forms"),
            "“時(shí)代楷!睆埜磺逋鞠冗M(jìn)",
            "“時代楷模”張富清同志先進",
        ),
        ("规模”。", rules("", cuts=CUTS), "規?！?。", "規模”。"),
        ("当地", rules("數shù"), "當?shù)?", "當地"),
        # Both programs exist: one matches a byte again, one does not.
        ("当地当前", rules("數shù 當dāng"), "當(dāng)?shù)禺?dāng)前", "當地當前"),
        (
            "当地当前",
            rules("數shù 當dāng", overlapping=False),
            "當?shù)禺?dāng)前",
            "當地當前",
        ),
        ("们在", rules("冊cè"), "們?cè)?", "們在"),
        ("日报", rules("請qǐng"), "日?qǐng)?", "日報"),
        ("关于干部", rules(""), "關于干部", "關于干部"),
        ("关于干部", rules("", convert="first"), "關於幹部", "關於幹部"),
        ("１，２（三）", rules("", fold="forms"), "1,2(三)", "1,2(三)"),
    ],
)
def test_real_pages(text: str, page: Rules, seen: str, was: str) -> None:
    outcome = run(text, page)
    assert outcome.text == seen
    assert outcome.expected == was


def test_byte_pairs_of_the_table() -> None:
    facts = {"D2F2": "因", "9EE9": "為", "F29E": "驗", "E9CC": "樘", "83C8": "內", "C293": "聯"}
    facts |= {"BFEE": "款", "EE41": "預", "8CA3": "專", "C4A3": "模", "9350": "揚", "ED93": "頁"}
    for pair, ch in facts.items():
        assert gbkbytes.pairs()[bytes.fromhex(pair)] == ch


def test_a_line_end_tag_loses_its_bracket() -> None:
    # 樣子。 is 98D3 D7D3 A1A3: one byte off from 98 on, A3 is left for the `<` of the tag.
    first = next(t for t in targets() if t.encode("gbk")[1] == 0x98)
    lead = first.encode("gbk")[0]
    # A character of the same script whose tail byte is the lead byte of the glossed one.
    before = next(ch for pair, ch in gbkbytes.pairs().items() if pair[1] == lead and pair[0] > 0xC0)
    assert ord(before) not in conversions()
    page = rules(f"{first}x", cuts=(), markup=True, joined_lines=True)
    outcome = run(f"{before}样子。\n好", page)
    assert outcome.text == f"{before}?x)幼印?/div>\n好"
    assert outcome.expected == f"{before}樣子。</div>\n好"


def test_indents_and_lost_characters() -> None:
    outcome = run("　　一𠮷二\n\n三", rules("", indent=True))
    assert outcome.text == "????一?二\n\n????三"
    assert outcome.expected == "　　一?二\n\n　　三"
    assert outcome.spans == ((0, 4), (5, 6), (9, 13))


def test_user_defined_pairs_vanish() -> None:
    # 路 is C2B7; torn so that AAA1 appears, nothing is shown for it.
    page = gbkbytes.encode("表")
    moved = gbkbytes.Page(b"\xaa\xa1" + page.data, page.origin[:1] * 2 + page.origin, page.kinds)
    assert list(gbkbytes.decode(moved, 0, 4, "?")) == [("", True), ("表", False)]


def test_a_lead_byte_at_a_line_end_may_eat_it() -> None:
    torn = rules("數shù")
    assert run("当地\n好", torn).text == "當?shù)?\n好"
    eaten = rules("數shù", joined_lines=True)
    assert run("当地\n好", eaten).text == "當?shù)?好"


def test_spans_are_what_is_damaged() -> None:
    outcome = run("我们表扬他", rules("揚yáng 頁yè"))
    (span,) = outcome.spans
    assert outcome.text[span[0] : span[1]] == "?yè)P(yáng)"


@pytest.mark.parametrize("name", ["gloss-page", "gloss-page-tiers", "gloss-nested"])
def test_removing_what_was_inserted_restores_the_page(name: str) -> None:
    """With nothing dropped, the bytes that the spans do not cover are the page's own."""
    for seed in range(20):
        damaged = get(name).damage(PROSE, seed)
        kept, last = [], 0
        for start, end in damaged.spans:
            kept.append(damaged.text[last:start])
            last = end
        kept.append(damaged.text[last:])
        at = 0
        for piece in kept:
            at = damaged.expected.find(piece, at)
            assert at >= 0, (seed, piece)
            at += len(piece)


def test_the_wild_features_all_occur() -> None:
    """Over seeds the generator shows every feature that real pages show."""
    found = dict.fromkeys(("torn", "toneless", "indent", "folded", "cut", "space"), 0)
    for seed in range(60):
        text = get("gloss-page-cuts").damage(PROSE, seed).text
        found["torn"] += "?" in text and ")" in text
        found["toneless"] += "(shi)" in text or "(hui)" in text
        found["indent"] += text.startswith("????")
        found["folded"] += "," in text
        found["cut"] += "，F" in text or ",F" in text
        found["space"] += " )" in text
    assert all(found.values()), found


def test_glosses_are_one_list_per_page() -> None:
    for seed in range(10):
        damaged = get("gloss-unicode").damage(PROSE * 3, seed)
        for ch in set(damaged.expected):
            hits = damaged.text.count(ch + "(")
            own = damaged.expected.count(ch + "(")
            assert hits in (own, damaged.expected.count(ch))


def test_repeated_readings_are_drawn_per_paragraph() -> None:
    texts = [get("gloss-toneless-repeated").damage(PROSE * 2, seed).text for seed in range(10)]
    assert any("(de)(de)" in text or ")(" in text for text in texts)


def test_tables() -> None:
    table = conversions()
    assert all(ord(target) not in table for target in "業發網產創經聯數現據應務")
    assert set(LARGE) <= set(targets())
    assert readings("著")[0] == "zhù"
    assert readings("a") == ()


@settings(max_examples=40, deadline=None)
@given(st.text(), st.integers(0, 10**6), st.sampled_from(["", "？", "。", "，。"]))
def test_any_text_survives(text: str, seed: int, cuts: str) -> None:
    chars = targets()[seed % 7 :: 7]
    page = Rules(glossed=tuple((ch, "x") for ch in chars), cuts=tuple(cuts), parens="（）")
    outcome = run(text, page)
    assert all(0 <= a <= b <= len(outcome.text) for a, b in outcome.spans)


def row_after_row(data: bytes, rows: list[tuple[bytes, bytes]]) -> bytes:
    """The plain program: one replacement after the other over the whole page."""
    for pair, gloss in rows:
        data = data.replace(pair, pair + gloss)
    return data


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.sampled_from("表揚頁當數地们冊在因驗為到預款A請日報\n，"), max_size=30),
    st.permutations([(ch.encode("gbk"), b"(x)") for ch in "揚頁當數冊驗預請為樘岬絇"]),
)
def test_one_look_finds_what_row_after_row_finds(
    text: str, rows: list[tuple[bytes, bytes]]
) -> None:
    page = gbkbytes.encode(text)
    assert gbkbytes.replace(page, rows).data == row_after_row(page.data, rows)
    wide = [(pair, "（x）".encode("gbk")) for pair, _ in rows]
    assert gbkbytes.replace(page, wide).data == row_after_row(page.data, wide)


def test_origins_say_what_was_inserted() -> None:
    page = gbkbytes.replace(gbkbytes.encode("表揚"), [(b"\xed\x93", b"(yi)")])
    assert list(page.origin) == [0, 1, 2, -1, -1, -1, -1, 3]


@given(st.binary(max_size=16), st.sampled_from(["gbk", "gb18030"]), st.sampled_from([*MARKS]))
def test_python_readers_show_what_python_shows(data: bytes, codec: str, mode: str) -> None:
    page = gbkbytes.Page(data, array("q", [-1]) * len(data), b"")
    shown = "".join(ch for ch, _ in decode(page, 0, len(data), codec, MARKS[mode]))
    meant = data.decode(codec, "ignore" if mode == "ignore" else "replace")
    if mode == "question":
        meant = meant.replace("\ufffd", "?")
    assert shown == "".join(ch for ch in meant if not "\ue000" <= ch <= "\uf8ff")


@pytest.mark.parametrize(
    ("reader", "seen"),
    [
        ("gbk replace", "表\ufffd(yè)P(yáng)"),
        ("gb18030 question", "表?(yè)P(yáng)"),
        ("gbk ignore", "表(yè)P(yáng)"),
    ],
)
def test_a_reader_that_eats_nothing(reader: str, seen: str) -> None:
    assert run("表扬", rules("揚yáng 頁yè", reader=reader)).text == seen
