"""The words of English stand once, and each of them works where statements are found and where answers are checked."""

from __future__ import annotations

import pytest

from index.article import Article
from index.english.letters import PLAIN, plain
from index.english.names import NAME, given_share, is_full_name, is_given, last_name, parted, pronoun_by
from index.english.people import COURTESY, TITLES
from index.english.saying import CLAUSE, FINDINGS, VERBS
from index.statements import find_all
from qa.verify.naming import name_words

STATING = sorted(
    form
    for form, verb in VERBS.items()
    if verb.takes & CLAUSE and form.endswith("ed") and verb.name not in FINDINGS and form not in ("adviced", "pointed")
)


def test_every_verb_that_takes_a_clause_makes_a_statement() -> None:
    articles = [Article(verb, f"Mara Quill {verb} that the old bridge was safe.", "Test") for verb in STATING]
    lost = [a.source for a, found in zip(articles, find_all(articles), strict=True) if "Mara Quill" not in _who(found)]
    assert lost == []


def test_every_title_stands_before_a_name_in_a_statement_and_in_a_check() -> None:
    titles = sorted(TITLES)
    articles = [Article(title, f"Yesterday {title} Mara Quill said that it was late.", "Test") for title in titles]
    found = [[(s.speaker, s.role) for s in told] for told in find_all(articles)]
    assert {t: f for t, f in zip(titles, found, strict=True) if [name for name, _ in f] != ["Mara Quill"]} == {}
    assert {t: f for t, f in zip(titles, found, strict=True) if f[0][1] is None and t not in COURTESY} == {}
    assert {t: w for t in titles if (w := name_words(f"It was {t} Mara Quill.")) != ["mara", "quill"]} == {}


def _who(found: list) -> list[str | None]:
    return [statement.speaker for statement in found]


@pytest.mark.parametrize(
    ("first", "told"),
    [("Mary", "she"), ("John", "he"), ("Kim", None), ("Jan", None), ("Andrea", None), ("Zorune", None)],
)
def test_a_first_name_tells_he_or_she_only_where_nearly_all_its_bearers_are(first: str, told: str | None) -> None:
    assert pronoun_by(first) == told


def test_shares_are_of_men() -> None:
    assert given_share("Mary") == pytest.approx(0, abs=0.05)
    assert given_share("John") == pytest.approx(1, abs=0.05)
    assert given_share("Zorune") is None
    assert is_given("Kim")
    assert not is_given("Paris")


@pytest.mark.parametrize(
    ("run", "title", "name"),
    [
        ("Vice President Mara Quill", "Vice President", "Mara Quill"),
        ("But Mara Quill", "", "Mara Quill"),
        ("Baker Olle Brandt", "Baker", "Olle Brandt"),
        ("Strategic Communications John Ash", "", "John Ash"),
        ("Nguyễn Văn Minh", "", "Nguyễn Văn Minh"),
        ("Jan Peter van der Meer", "", "Jan Peter van der Meer"),
    ],
)
def test_a_run_of_capitals_is_a_title_and_a_name(run: str, title: str, name: str) -> None:
    assert NAME.fullmatch(run)
    assert parted(run) == (title, name)
    assert is_full_name(name)


def test_suffixes_are_no_last_names() -> None:
    assert [last_name(name) for name in ("Mara Quill Jr.", "Al Ash III", "Mara Quill")] == ["Quill", "Ash", "Quill"]


def test_marked_letters_are_plain_as_people_type_them() -> None:
    assert [plain(name) for name in ("Żółtowski", "Núñez", "Bjørg Åsheim", "Weiß", "Đặng", "Æbelø")] == [
        "Zoltowski", "Nunez", "Bjorg Asheim", "Weiss", "Dang", "Aebelo",
    ]  # fmt: skip
    assert all(len(letter) == 1 for letter in PLAIN.values())
