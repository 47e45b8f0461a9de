"""mojibake.lossless: bytes of one encoding shown by the reader of another, nothing lost.

What: whole texts, lines, cells, quotations; up to three layers: `ÖÐÎÄ`, `鏂囦欢鍚`, `氓聸陆`.
Why: a file was opened with the wrong encoding; every byte is still there.
When not: texts that some language explains as they stand, or that talk about mojibake.
"""

from __future__ import annotations

from collections.abc import Sequence

from textfix.model import Finding
from textfix.mojibake import survey
from textfix.mojibake.health import talk, wakes
from textfix.mojibake.reading import bom, findings
from textfix.profiles import Profile
from textfix.rule import Example, Rule


def find(text: str, profile: Profile) -> Sequence[Finding]:
    """Find the stretches of a text that replay as bytes read wrong and read better otherwise."""
    found = survey.of(text, profile.expect).stretches
    found += tuple(bom.find(text, {p.start for s in found for p in s.pieces}))
    return talk.guard(text, findings.of(RULE.name, text, found)) if found else ()


RULE = Rule(
    name="mojibake.lossless",
    what="Read bytes again in their own encoding where another encoding's reader showed them.",
    why="every byte is there, the reading replays exactly and is far likelier than what stands",
    when_not="Text that a language explains as it stands; quotations of mojibake on purpose.",
    safety="exact",
    profile="repair",
    wakes=wakes.woken(),
    expecting=(wakes.SHORT_ONLY,),
    find=find,
    examples=(
        Example("//»ñÈ¡CPU¿¨µÄÊý¾Ý", "//获取CPU卡的数据", "GBK as Latin-1"),
        Example("title: 'å\xad¦ä¹\xa0æ–¹æ³•'", "title: '学习方法'", "UTF-8 as cp1252"),
        Example("# Σ╕ìσåìσÉ»σè¿ sys.exit", "# 不再启动 sys.exit", "UTF-8 as cp437"),
        Example("鍥惧儚鏂囦欢", "图像文件", "UTF-8 as GBK"),
        Example("打开 湖羲恅璃囮啖 %s", "打开 打开文件失败 %s", "GBK as Big5, in healthy text"),
        Example("Ð¿Ñ€Ð¸Ð²ÐµÑ‚, Ð¼Ð¸Ñ€", "привет, мир", "UTF-8 as cp1252"),
        Example("锘縰sing System;", "\ufeffusing System;", "a byte order mark as GBK"),
        Example("氓聸陆茅聶鈥", "氓聸陆茅聶鈥", "cut inside a character: not ours"),
    ),
    keeps=(
        "├── src\n│   └── main.py\n",
        "Съешь же ещё этих мягких французских булок да выпей чаю",
        "다람쥐 헌 쳇바퀴에 타고파",
        "いろはにほへと ちりぬるを",
        "Où est passé l'été ? « À Noël »",
        "[ÄÖÜäöüß]+ ÀÁÂÃÄÅ ñ",
        "ہوتا ہے",
        "ДЗЯЎЧЫНА",
        "كِتَاب",
        "锘（No）是一种人工合成的元素。",
        "饕餮 鹌鹑 邂逅 魑魅魍魉",
        "8140 丂丄丅丆丏丒丗丟丠両丣並丩丮丯丱",
        "s/[ÈÉÊËÌÍÎÏ]/x/g",
    ),
    sources=("damage.md §3",),
)
