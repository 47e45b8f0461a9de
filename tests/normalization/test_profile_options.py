"""Settings of rules: frozen, checked, from code and from TOML; what each does to a text."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from textfix.errors import ProfileError
from textfix.profiles import OPTIONS, Profile
from textfix.profiles_toml import from_mapping, parse
from textfix.run import run


def clean(text: str, **options: str | int) -> str:
    profile = Profile("corpus", ignore=("mojibake", "insertion"), options=options)
    (steps,) = run([text], profile)
    return steps[-1].after if steps else text


def test_options_are_part_of_the_value() -> None:
    one = Profile("corpus", options={"repeats": 2, "quotes": "corner"})
    other = Profile("corpus", options=(("quotes", "corner"), ("repeats", 2)))
    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    assert one.option("blank-lines") == 1


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"quote": "auto"}, "did you mean 'quotes'"),
        ({"quotes": "corners"}, "did you mean 'corner'"),
        ({"repeats": 0}, "from 1 to 10"),
        ({"repeats": True}, "from 1 to 10"),
        ({"blank-lines": "1"}, "from 0 to 10"),
        (7, "mapping"),
    ],
)
def test_a_wrong_option_names_the_nearest_good_one(options: object, says: str) -> None:
    with pytest.raises(ProfileError, match=says):
        Profile(options=options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("quotes", "an option"),
        ("han_latin", "an option"),
        ("quote", "did you mean the option 'quotes'"),
        ("ignored", "did you mean 'ignore'"),
        ("zzz", "one of: level"),
    ],
)
def test_a_wrong_keyword_is_a_profile_error_too(name: str, says: str) -> None:
    keywords: dict[str, Any] = {name: "x"}
    with pytest.raises(ProfileError, match=says):
        Profile("corpus", **keywords)


@pytest.mark.parametrize("name", [3, None, ["quotes"], "quote"])
def test_an_option_asked_for_by_a_wrong_name(name: Any) -> None:
    with pytest.raises(ProfileError, match="there is no option"):
        Profile().option(name)


@pytest.mark.parametrize(
    ("option", "value", "before", "after"),
    [
        ("quotes", "corner", "他说：“好”。", "他说：「好」。"),
        ("quotes", "curly", "她說：「好」。", "她說：“好”。"),
        ("quotes", "keep", '她說："好"。', '她說："好"。'),
        ("han-latin", "space", "用Python写", "用 Python 写"),
        ("han-latin", "none", "用 Python 写", "用Python写"),
        ("han-spaces", "all", "张三 李四", "张三李四"),
        ("han-spaces", "keep", "我 们 一 起 去 图 书 馆 吧", "我 们 一 起 去 图 书 馆 吧"),
        ("compatibility-ideographs", "unify", "\uf9b5", "例"),
        ("indent", "none", "\u3000\u3000第一段", "第一段"),
        ("indent", "keep", "\u3000第一段", "\u3000第一段"),
        ("repeats", 1, "好！！！", "好！"),
        ("blank-lines", 0, "一\n\n\n二", "一\n二"),
        ("blank-lines", 2, "一\n\n\n\n\n二", "一\n\n\n二"),
    ],
)
def test_what_an_option_does(option: str, value: str | int, before: str, after: str) -> None:
    assert clean(before, **{option: value}) == after


def test_every_option_accepts_every_value_it_lists() -> None:
    for name, values in OPTIONS.items():
        for value in values:
            assert Profile(options={name: value}).option(name) == value


def test_toml_of_a_project_and_of_a_file_of_its_own() -> None:
    settings = (
        'profile = "corpus"\nscript = "hans"\nignore = ["normalization.wraps"]\nrepeats = 2\n'
    )
    expected = Profile(
        "corpus", script="hans", ignore=("normalization.wraps",), options={"repeats": 2}
    )
    assert parse(settings) == expected
    assert parse("[project]\nname = 'x'\n[tool.textfix]\n" + settings) == expected
    assert parse("[tool.other]\nx = 1\n") == Profile()
    assert parse("\ufeff" + settings) == expected  # as editors on Windows write it
    assert from_mapping({"min_confidence": 0.95}).min_confidence == 0.95


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("profil = 'corpus'", "there is no key 'profil'; did you mean 'profile'"),
        ("profile = 'corps'", "did you mean 'corpus'"),
        ("select = 'escapes'", "a list of rule names"),
        ("select = ['escapes.unicod']", "did you mean 'escapes.unicode'"),
        ("min-confidence = 'high'", "a probability"),
        ("quotes = 'round'", "there is no setting of quotes 'round'"),
        ("a = ", "is not TOML"),
        ("level = 'corpus'", "did you mean 'profile'"),
        ("han-latin = 'space'\nhan_latin = 'none'", "given twice"),
    ],
)
def test_an_error_in_toml_names_place_and_remedy(text: str, says: str) -> None:
    with pytest.raises(ProfileError, match=says) as error:
        parse(text, "textfix.toml")
    assert str(error.value).startswith("textfix.toml")


@pytest.mark.parametrize("text", [3, b"profile = 'corpus'", None])
def test_settings_that_are_no_text(text: Any) -> None:
    with pytest.raises(ProfileError, match="TOML as text"):
        parse(text)
