"""Settings and findings as values: hashable, equal, small, picklable; errors that teach."""

from __future__ import annotations

import copy
import importlib
import pickle
import re
from typing import Any

import pytest

import textfix
from textfix import Cleaner, InputError, Profile, ProfileError
from textfix.model import Edit, Finding, Plan, Span, Step

SETTINGS = [
    Cleaner(),
    Cleaner("corpus", script="hant-tw", expect="zh", select=("insertion",), ignore=("conversion",)),
    Profile("normalize", script="hans", options={"quotes": "corner", "repeats": 4}),
]


@pytest.mark.parametrize("value", SETTINGS, ids=lambda v: type(v).__name__)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_settings_pickle_small_and_equal(value: Cleaner | Profile, protocol: int) -> None:
    if isinstance(value, Cleaner):
        value("經(jīng)")
    data = pickle.dumps(value, protocol)
    back = pickle.loads(data)
    assert back == value
    assert hash(back) == hash(value)
    assert copy.deepcopy(value) == value
    if protocol >= 2 and value == SETTINGS[0]:
        assert len(data) < 300


def test_settings_survive_cloudpickle() -> None:
    cloudpickle = pytest.importorskip("cloudpickle", reason="cloudpickle is not installed")
    for value in SETTINGS:
        assert pickle.loads(cloudpickle.dumps(value)) == value


@pytest.mark.parametrize(
    "value", [Profile(), Cleaner(), Plan(), Step("s", "a", "b", Plan()), Span(1, 2), Edit(0, 1, "")]
)
def test_values_are_frozen_and_hashable(value: object) -> None:
    assert hash(value) == hash(copy.copy(value))
    name = "start" if isinstance(value, tuple) else next(iter(type(value).__slots__))  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        setattr(value, name, 1)


def test_profiles_that_mean_the_same_are_equal() -> None:
    one = Profile(options={"quotes": "keep", "repeats": 2})
    two = Profile(options=(("repeats", 2), ("quotes", "keep")))
    assert one == two
    assert hash(one) == hash(two)


@pytest.mark.parametrize(
    ("settings", "hint"),
    [
        ({"level": "repiar"}, "did you mean 'repair'?"),
        ({"script": "hant-tv"}, "did you mean 'hant-tw'?"),
        ({"script": "klingon"}, "one of: hans"),
        ({"options": {"qoutes": "curly"}}, "did you mean 'quotes'?"),
        ({"options": {"repeats": 99}}, "from 1 to 10"),
        ({"min_confidence": 2.0}, "2.0"),
        ({"min_confidence": "a"}, "'a'"),
        ({"min_confidence": True}, "True"),
        ({"min_confidence": None}, "None"),
        ({"min_confidence": float("nan")}, "nan"),
        ({"select": "insertion"}, "('insertion',)"),
        ({"ignore": 3}, "several names"),
        ({"ignore": [None]}, "no rule None"),
        ({"level": ["repair"]}, "no profile"),
        ({"script": ["hans"]}, "no script"),
        ({"options": 3}, "options is a mapping"),
        ({"expect": "fr"}, "one of: zh"),
    ],
)
def test_a_wrong_setting_names_the_right_one(settings: dict[str, object], hint: str) -> None:
    with pytest.raises(ProfileError, match=re.escape(hint)):
        Profile(**settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("names", [{"select": ("no-such",)}, {"ignore": ("insertion.no",)}])
def test_an_unknown_rule_is_a_profile_error(names: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ProfileError):
        textfix.clean("x", Profile(**names))  # type: ignore[arg-type]


def test_names_are_kept_as_a_tuple() -> None:
    assert Profile(ignore=["insertion"]) == Profile(ignore=("insertion",))
    assert hash(Profile(select=["mojibake"])) == hash(Profile(select=("mojibake",)))


def test_a_cleaner_names_the_wrong_setting() -> None:
    for setting in ("select", "ignore"):
        with pytest.raises(ProfileError, match=f"{setting} takes several names"):
            Cleaner(**{setting: "insertion.gloss"})  # type: ignore[arg-type]
    with pytest.raises(ProfileError, match="no script"):
        textfix.clean("x", script=["hans"])  # type: ignore[arg-type]


@pytest.mark.parametrize("text", [None, 5, b"text", ["text"]])
def test_only_text_is_converted_and_identified(text: Any) -> None:
    with pytest.raises(InputError, match="convert takes text, not"):
        textfix.convert(text, "s2t")
    with pytest.raises(InputError, match="identify takes text, not"):
        textfix.identify(text)


@pytest.mark.parametrize("sources", [None, 3, {"a": "b"}, b"bytes", bytearray(b"bytes")])
def test_many_sources_are_an_iterable_in_order(sources: Any) -> None:
    with pytest.raises(InputError, match="clean_many takes"):
        textfix.clean_many(sources)


@pytest.mark.parametrize("position", [1.5, "1", None, True])
def test_a_position_is_a_whole_number(position: Any) -> None:
    document = textfix.inspect("text")
    with pytest.raises(InputError, match="whole number"):
        document.to_source(position)
    with pytest.raises(InputError, match="whole number"):
        document.to_clean(position)


@pytest.mark.parametrize("source", [None, 1, ["a"], object()])
def test_only_str_and_bytes_are_cleaned(source: object) -> None:
    with pytest.raises(InputError, match="str or bytes"):
        textfix.clean(source)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="str or bytes"):
        textfix.inspect(source)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="position 1"):
        textfix.clean_many(["a", source])  # type: ignore[list-item]


def test_a_single_source_is_not_many() -> None:
    with pytest.raises(InputError, match="use clean"):
        textfix.clean_many("text")


def test_a_cleaner_takes_what_columns_hold() -> None:
    cleaner = Cleaner()
    damaged, healthy = "經(jīng)開區(qū)召開黨工委會(huì)議", "經開區召開黨工委會議"
    assert cleaner(None) is None
    assert cleaner(damaged) == cleaner(damaged.encode()) == healthy
    assert cleaner([damaged, None, b"x", ""]) == [healthy, None, "x", ""]
    assert cleaner([]) == []
    with pytest.raises(InputError):
        cleaner(3)


def test_a_cleaner_takes_arrow_arrays() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pa = importlib.import_module("pyarrow")
    array = pa.array(["經(jīng)開區(qū)召開黨工委會(huì)議", None])
    assert Cleaner()(array).to_pylist() == ["經開區召開黨工委會議", None]
    assert Cleaner()(pa.chunked_array([array])).type == pa.string()


def test_findings_sort_and_name_their_fields() -> None:
    finding = Finding("a.b", 1, 2)
    assert sorted([finding, Finding("a.a", 5, 6)])[1] is finding
    assert finding.safety == "exact"
