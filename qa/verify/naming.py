"""Names of people, places and organisations: each stands in the place, and whole ones belong together there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from index.english.names import CALENDAR, NOT_NAMES
from index.english.people import ROLES, TITLES
from index.words import STOP, stem
from qa.verify.numbers import undated
from qa.verify.place import Place

_WORD = r"[^\W\d_]\w*(?:[.&’'-]?\w+)*\.?"
_NAME_WORD = re.compile(rf"(?<![\w’']){_WORD}")
_CAPITAL = rf"(?=[^\W\d_a-zß-öø-ÿ]){_WORD}"
_RUN = re.compile(rf"(?<![\w’']){_CAPITAL}(?: (?:(?:de|la|del|van|von|der|den|bin|al|el) )*{_CAPITAL})*")
_SENTENCE_START = re.compile(r"(?:^|[.?!:;…]\s+|\n\s*|[-*•–—]\s+)[\s\"“‘'(\[]*$")
_TITLES = frozenset(title.rstrip(".").lower() for title in TITLES) | ROLES
_CALENDAR = frozenset(day.lower() for day in CALENDAR) - {"may"}  # a month is seldom meant by "may"
_PLAIN = (
    (frozenset(word.lower() for word in NOT_NAMES) - _CALENDAR)
    | STOP
    | frozenset(
        """additionally meanwhile separately overall regarding concerning asked speaking according responding reacting
    moreover furthermore specifically similarly notably later earlier both according based per i'm i've i'll""".split()
    )
)
_DEMONYM = re.compile(r"(\w{5,}a)ns?")
_IN_SHORT = {"senator": "sen", "governor": "gov", "representative": "rep", "general": "gen", "professor": "prof"}
_SAME = {
    "us": "united states america",
    "usa": "united states america",
    "uk": "united kingdom britain",
    "un": "united nations",
    "eu": "european union",
}


def names_held(own: str, places: Sequence[Place]) -> bool:
    """Whether the names in a claim's own words stand in its places; a first name may come from the article."""
    held = {word for p in places for word in folded(f"{p.words}\n{p.about}")}
    held |= {word for short, words in _SAME.items() if short in held for word in words.split()}
    held |= {short for short, words in _SAME.items() if held >= set(words.split()[:2])}
    return all(_run_held(run, starts, held, places) for run, starts in _runs(undated(own)))


def folded(text: str) -> Iterator[str]:
    """The words of a text in small letters, without points and possessives; what a hyphen joins also apart."""
    for match in _NAME_WORD.finditer(text):
        word = fold_name(match[0])
        yield word
        if "-" in word:
            yield from word.split("-")


@lru_cache(maxsize=50_000)
def fold_name(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.replace(".", "").lower()).replace("’", "'")


def name_words(text: str) -> list[str]:
    """The words with a capital that are part of a name: neither titles nor words that merely begin a sentence."""
    return [w for run, _ in _runs(text) for w in run if w not in _TITLES and w not in _PLAIN]


@lru_cache(maxsize=512)
def _runs(text: str) -> list[tuple[list[str], bool]]:
    """Runs of words with a capital, folded, and whether the run begins a sentence."""
    found = []
    for match in _RUN.finditer(text):
        words = [fold_name(w) for w in match[0].split() if not w[0].islower()]
        starts = bool(_SENTENCE_START.search(text, max(0, match.start() - 8), match.start()))
        while words and words[0] in _PLAIN:
            words = words[1:]
        if words:
            found.append((words, starts))
    return found


def _run_held(run: list[str], starts: bool, held: set[str], places: Sequence[Place]) -> bool:
    missing = [w for w in run if not _word_held(w, held) and not (w in _IN_SHORT and _titled(w, run[-1], places))]
    if starts and missing == run[:1] and len(run) == 1:
        # A plain word that begins a sentence: held in another form of it, it is no name.
        return stem(run[0]) in {stem(word) for word in held}
    name = [word for word in run if word not in _TITLES]
    if not missing and all(_together(pair, places) for pair in pairwise(name)):
        return True
    return any(_named_in_full(name, missing, p) for p in places)


def _word_held(word: str, held: set[str]) -> bool:
    """Whether it is there, by itself or in its parts; "Americans" also by "American" and "America"."""
    demonym = _DEMONYM.fullmatch(word)
    forms = {word, word.removesuffix("s"), demonym[1]} if demonym else {word}
    return bool(forms & held) or all(part in held for part in word.split("-"))


def _titled(title: str, name: str, places: Sequence[Place]) -> bool:
    """Whether the article gives a name this title anywhere, be it in short: "Sen."."""
    forms = {title, _IN_SHORT[title]}
    named = (run for p in places for run, _ in _runs(p.article.text) if name in run)
    return name != title and any(forms & set(run[: run.index(name)]) for run in named)


def _together(pair: tuple[str, str], places: Sequence[Place]) -> bool:
    """Whether two words of a name stand in one name of the place, in this order."""
    for p in places:
        for run, _ in _runs(f"{p.words}\n{p.about}"):
            if pair[0] in run and pair[1] in run[run.index(pair[0]) :]:
                return True
    return False


def _named_in_full(name: list[str], missing: list[str], place: Place) -> bool:
    """Whether the article names so, elsewhere, the only bearer of a last name that the place has."""
    if len(name) < 2 or name[-1] in missing or name[-1] not in set(folded(f"{place.words}\n{place.about}")):
        return False
    bearers = {tuple(n[-2:]) for run, _ in _runs(place.article.text) if (n := _up_to(run, name[-1]))}
    return bearers == {tuple(name[-2:])} and any(
        name == [w for w in run if w not in _TITLES][-len(name) :] for run, _ in _runs(place.article.text)
    )


def _up_to(run: list[str], last: str) -> list[str]:
    """The name in a run that ends with this last name, if one does and it has more."""
    words = [word for word in run if word not in _TITLES]
    n = words.index(last) + 1 if last in words else 0
    return words[:n] if n > 1 else []
