"""The report: tallies add up in any order; the page loads nothing and works in a browser."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files import torture
from tests.files.conftest import Cli
from textfix.files.tally import SAMPLES, Tally, add, empty
from textfix.report.draw import drawn
from textfix.report.page import page

names = st.sampled_from(["a", "b", "c/d"])
counts = st.integers(0, 1000)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    out = empty()
    out["files"] = draw(st.dictionaries(st.sampled_from(["changed", "same"]), counts))
    out["bytes"] = draw(counts)
    out["rules"] = draw(st.dictionaries(names, st.lists(counts, min_size=5, max_size=5)))
    pairs = draw(st.dictionaries(names, counts))
    out["pairs"] = {json.dumps([rule, "x", "y"]): n for rule, n in pairs.items()}
    rows = st.tuples(st.text("0123", min_size=4, max_size=4), names, counts).map(list)
    out["samples"] = draw(st.dictionaries(names, st.lists(rows, max_size=20)))
    out["problems"] = [list(p) for p in draw(st.lists(st.tuples(names, names, names), max_size=4))]
    return out


def total(*parts: Tally) -> Tally:
    out = empty()
    for part in parts:
        add(out, copy.deepcopy(part))
    return out


@given(tallies(), tallies(), tallies())
def test_adding_is_associative_and_commutative(a: Tally, b: Tally, c: Tally) -> None:
    assert total(a, b, c) == total(total(c, b), a) == total(b, total(a, c))
    assert all(len(rows) <= SAMPLES for rows in total(a, b, c)["samples"].values())


@given(st.text(alphabet=st.characters()))
def test_drawn_text_is_safe_and_visible(text: str) -> None:
    html = drawn(text)
    plain = re.sub(r"</?span[^>]*>", "", html)
    assert "<" not in plain
    assert all(c == " " or c.isprintable() for c in html)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "tree"
    torture.write(root / "a.txt", torture.damaged().encode())
    torture.write(root / "sub" / "<b>&.txt", torture.HANS.encode("gbk"))
    torture.write(root / "sub" / "p.png", b"\x89PNG\r\n\x1a\n\0\0")
    return root


def test_report_is_the_same_for_any_number_of_jobs(cli: Cli, tree: Path, tmp_path: Path) -> None:
    for n in "12":
        cli("clean", "-o", f"out{n}", "--jobs", n, "--report", f"{n}.json", tree)
    one, two = ((tmp_path / f"{n}.json").read_bytes() for n in "12")
    assert one == two
    data = json.loads(one)
    assert data["files"] == {"changed": 2, "binary": 1}
    assert data["rules"]["insertion.gloss"][0] > 50
    assert data["encodings"]["gb18030"][0] == 1
    merged = json.loads(cli("report", "1.json", "2.json").out)
    assert merged["files"] == {"changed": 4, "binary": 2}
    assert cli("report", tree / "a.txt").code == 2


def test_page_is_self_contained_and_escaped(cli: Cli, tree: Path, tmp_path: Path) -> None:
    cli("clean", "-o", "out", "--report", "r.html", tree)
    html = (tmp_path / "r.html").read_text("utf-8")
    assert "Content-Security-Policy" in html
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?!data:)\w""", html)
    assert "<b>&" not in html
    for word in ("gb18030", "insertion.gloss", "a PNG picture", "prefers-color-scheme: dark"):
        assert word in html
    assert page(empty()).count("<table>") == 6


def _browser() -> list[str]:
    """The command of a headless Chromium, or skip."""
    given_path = os.environ.get("TEXTFIX_CHROMIUM")
    found = given_path or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no chromium here (apt install chromium, or TEXTFIX_CHROMIUM=path)")
    return [found, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


_PROBE = """
<script>
addEventListener("error", function (e) { document.title += " ERROR " + e.message; });
addEventListener("securitypolicyviolation", function (e) { document.title += " BLOCKED " + e.blockedURI; });
addEventListener("load", function () {
  function shown() { return document.querySelectorAll("tr[data-row]:not([hidden])").length; }
  var all = shown(), box = document.getElementById("filter"), rule = document.getElementById("rule");
  box.value = "PNG"; box.dispatchEvent(new Event("input")); var few = shown();
  box.value = ""; rule.value = "insertion.indent"; rule.dispatchEvent(new Event("change")); var ruled = shown();
  var out = [all, few, ruled];
  function lum(c) { var v = c.match(/\\d+/g).slice(0, 3).map(function (x) { x /= 255;
    return x <= 0.03928 ? x / 12.92 : Math.pow((x + 0.055) / 1.055, 2.4); }); return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2]; }
  ["body", "del", "ins", "td.soft, .soft", "th", ".code"].forEach(function (s) {
    var e = document.querySelector(s), b = e;
    while (getComputedStyle(b).backgroundColor === "rgba(0, 0, 0, 0)") { b = b.parentElement; }
    var x = lum(getComputedStyle(e).color), y = lum(getComputedStyle(b).backgroundColor);
    out.push(((Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)).toFixed(2));
  });
  document.body.setAttribute("data-probe", out.join(" ") + document.title.replace("textfix report", ""));
});
</script>
"""  # noqa: E501


@pytest.mark.parametrize("dark", [False, True])
def test_page_in_chromium(cli: Cli, tree: Path, tmp_path: Path, dark: bool) -> None:
    browser = _browser()
    cli("clean", "-o", "out", "--report", "r.html", tree)
    html = (tmp_path / "r.html").read_text("utf-8")
    (tmp_path / "probe.html").write_text(html.replace("<body>", "<body>" + _PROBE), "utf-8")
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    done = subprocess.run(
        [*browser, scheme, f"--user-data-dir={tmp_path / 'profile'}",
         "--enable-logging=stderr", "--dump-dom", f"file://{tmp_path / 'probe.html'}"],
        capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    dom = done.stdout.decode("utf-8", "replace")
    found = re.search(r'data-probe="([^"]*)"', dom)
    assert found, done.stderr.decode("utf-8", "replace")[-2000:]
    every, few, ruled, *contrasts = found[1].split()
    assert 0 < int(few) < int(every)
    assert 0 < int(ruled) < int(every)
    assert "ERROR" not in found[1]
    assert "BLOCKED" not in found[1]
    assert b"CONSOLE" not in done.stderr
    assert all(float(c) >= 4.5 for c in contrasts), contrasts
