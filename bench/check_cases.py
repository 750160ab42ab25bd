"""Quotations and attributed claims as a draft may have them, true and edited: what bench/check.py measures."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from index import Article, Statement
from index.english.names import NOT_NAMES
from index.english.people import TITLES, is_role
from index.statements.sorts import kind_of
from index.words import STOP, stem
from qa.names import last_name, plain

_PLAIN = re.compile(r"[a-z]{5,}")
_NUMBER = re.compile(r"\$?\d[\d,]*(?:\.\d+)?%?[.,]?|(?:two|three|four|five|six|seven|eight|nine|ten)[.,]?")
_NAME = re.compile(r"[A-Z][a-z]{3,}[.,]?")
_NEGATION = re.compile(r"not|never|\w+n[’']t")
_OPERATOR = re.compile(r"(?:will|would|can|could|should|is|are|was|were|has|must|may|might)")
_MODAL = {
    "will": "may", "would": "might", "can": "must", "could": "should", "should": "might", "may": "must",
    "might": "will", "must": "can",
}  # fmt: skip
_FILLERS = "really gladly quietly always finally secretly".split()
_OTHERS = "seven eleven thirteen seventeen nineteen".split()
_PAST = {"will": "would", "can": "could", "is": "was", "are": "were", "has": "had"}
_THIRD = {"i": "they", "we": "they", "my": "their", "our": "their", "me": "them", "us": "them", "am": "were"}
_CUES = "said argued insisted noted added".split()
_TEMPLATES = (
    "We kept the {} because nobody wanted another {} before the {}",
    "Nothing about the {} was ever meant to {} a {}",
    "My {} taught me that every {} hides a {}",
    "If they touch the {} again, I shall {} the {} myself",
)
_QUOTING = ("“{words},” {name} said.", "{name} said: “{words}.”", "“{words},” said {name}.", "{name} said, “{words}.”")
_WHOLE = "{name} said: “{words}.”"
_SUBJECT = re.compile(r"(?:the|an?|he|she|they|it|this|there|his|her|their|no|many|some|[A-Z][a-z]+)\b")
_LEAST, _MOST = 8, 60


class Case(NamedTuple):
    """A paragraph of a draft: what was done to it, the words that are looked for in it, and who really said it."""

    kind: str
    paragraph: str
    words: str
    speaker: str


@dataclass(frozen=True)
class Base:
    """A statement of a named person: its own words, or where it is reported, the outlet's."""

    article: Article
    statement: Statement
    speaker: str
    words: str


class Material:
    """All that drafts are made of."""

    def __init__(self, articles: Sequence[tuple[Article, Sequence[Statement]]]):
        both = [base for article, said in articles for base in _bases(article, said)]
        self.quoted = [base for quoted, base in both if quoted]
        self.reported = [base for quoted, base in both if not quoted]
        text = " ".join(article.text for article, _ in articles)
        self.words = sorted({w for w in _PLAIN.findall(text) if w not in STOP})
        self.names = sorted({w for base in self.quoted for w in _names(base.words.split())})
        self.speakers = sorted({base.speaker for base in self.quoted})


def cases(material: Material, dice: random.Random) -> Iterator[Case]:
    """A case of each kind from each statement that can be edited so."""
    for base in material.quoted:
        yield _case("none", base, base.words, dice)
        for kind, edit in _EDITS.items():
            if (edited := edit(base, material, dice)) and edited != base.words:
                yield _case(kind, base, edited, dice, _WHOLE if kind == "trimmed" else None)
        other = dice.choice(material.speakers)
        if _apart(other, base.speaker):
            yield _case("wrong speaker", base, base.words, dice, name=other)
        told = _indirect(base.words)
        yield from _told(base, told, material, dice)
    for base in material.reported:
        yield _case("paraphrase in marks", base, base.words[0].upper() + base.words[1:], dice)
        yield from _told(base, base.words, material, dice)


def _bases(article: Article, said: Sequence[Statement]) -> Iterator[tuple[bool, Base]]:
    for s in said:
        if not s.speaker or kind_of(s.speaker, has_role=bool(s.role)) != "person" or " " not in s.speaker:
            continue
        longest = max(s.quotes, key=lambda q: q.end - q.start, default=None)
        span = longest if s.direct and longest else s.content[0] if len(s.content) == 1 and not s.quotes else None
        if span is None:
            continue
        words = article.text[slice(*span)].strip().rstrip(".,;:")
        words = words if longest else words.removeprefix("that ")
        clean = not re.search(r"[“”\"\n\[\]…]|\.\.\.|''|``|--", words)
        if clean and _LEAST <= len(words.split()) <= _MOST and words[-1].isalnum():
            yield bool(longest), Base(article, s, s.speaker, words)


def _case(kind: str, base: Base, words: str, dice: random.Random, form: str | None = None, name: str = "") -> Case:
    form = form or dice.choice(_QUOTING)
    return Case(kind, form.format(words=words, name=name or base.speaker), words, base.speaker)


def _told(base: Base, words: str, material: Material, dice: random.Random) -> Iterator[Case]:
    """An attributed paraphrase, true, and turned in each way in which it can be."""

    def told(kind: str, content: str, name: str = base.speaker) -> Case:
        paragraph = f"{name} {dice.choice(_CUES)} that {content}."
        return Case(kind, paragraph, content, base.speaker)

    # A sentence, and one that has somebody or something at its beginning.
    if re.search(r"[.?!:;] |[?!]", words) or not _SUBJECT.match(words):
        return
    begun = words if _NAME.match(words) and words.split()[0] not in NOT_NAMES else words[0].lower() + words[1:]
    yield told("told: true", begun)
    turned = {"number": _number, "name": _name, "negation": _negation}
    for kind, edit in turned.items():
        changed = edit(Base(base.article, base.statement, base.speaker, begun), material, dice)
        if changed and changed != begun:
            yield told(f"told: {kind}", changed)
    other = dice.choice(material.speakers)
    if _apart(other, base.speaker):
        yield told("told: speaker", begun, other)


def _indirect(words: str) -> str:
    """Somebody's own words as another tells them: "I will go" -> "they would go"."""
    said = []
    for word in words.split():
        bare = word.strip(".,;:").lower()
        other = _THIRD.get(bare) or _PAST.get(bare)
        said.append(word.lower().replace(bare, other) if other else word)
    return " ".join(said)


def _apart(one: str, other: str) -> bool:
    """Whether two names are two people's: an archive may have one under several."""
    return last_name(plain(one)) != last_name(plain(other)) and not {*plain(one).split()} & {*plain(other).split()}


Edit = Callable[[Base, Material, random.Random], str | None]


def _inner(words: Sequence[str], dice: random.Random, test: Callable[[str], object]) -> int | None:
    """One of the words, neither the first nor the last, for which the test holds."""
    found = [n for n in range(1, len(words) - 1) if test(words[n])]
    return dice.choice(found) if found else None


def _replaced(words: Sequence[str], n: int, *others: str) -> str:
    return " ".join([*words[:n], *others, *words[n + 1 :]])


def _swapped(base: Base, material: Material, dice: random.Random) -> str | None:
    words = base.words.split()
    n = _inner(words, dice, lambda w: _PLAIN.fullmatch(w) and w not in STOP and w not in _OTHERS)
    other = dice.choice(material.words)
    return _replaced(words, n, other) if n and stem(other) != stem(words[n]) else None


def _dropped(base: Base, material: Material, dice: random.Random) -> str | None:
    words = base.words.split()
    n = _inner(words, dice, lambda w: w.isalpha() and not _NEGATION.fullmatch(w) and w not in _MODAL)
    return _replaced(words, n) if n else None


def _added(base: Base, material: Material, dice: random.Random) -> str | None:
    words = base.words.split()
    n = dice.randrange(1, len(words) - 1)
    return _replaced(words, n, dice.choice(_FILLERS), words[n])


def _number(base: Base, material: Material, dice: random.Random) -> str | None:
    words = base.words.split()
    n = _inner(words, dice, _NUMBER.fullmatch)
    if n is None:
        return None
    sign, tail = words[n][:1] if words[n][0] == "$" else "", words[n][-1] if words[n][-1] in ".,%" else ""
    other = str(dice.randrange(2, 97)) if any(map(str.isdigit, words[n])) else dice.choice(_OTHERS)
    return _replaced(words, n, f"{sign}{other}{tail}")


def _names(words: Sequence[str]) -> list[str]:
    found = (w.rstrip(".,") for w in words[1:] if _NAME.fullmatch(w))
    return [name for name in found if name not in NOT_NAMES and name not in TITLES and not is_role(name)]


def _name(base: Base, material: Material, dice: random.Random) -> str | None:
    words = base.words.split()
    n = _inner(words, dice, lambda w: w.rstrip(".,") in _names(words) and words[words.index(w) - 1][-1] not in ".?!")
    other = dice.choice(material.names)
    return _replaced(words, n, other) if n and other.lower() not in base.article.text.lower() else None


def _negation(base: Base, material: Material, dice: random.Random) -> str | None:
    words = base.words.split()
    n = _inner(words, dice, lambda w: w in ("not", "never"))
    if n is not None:
        return _replaced(words, n)
    n = _inner(words, dice, _OPERATOR.fullmatch)
    negative = any(_NEGATION.fullmatch(word) for word in words)
    return _replaced(words, n, words[n], "not") if n is not None and not negative else None


def _modality(base: Base, material: Material, dice: random.Random) -> str | None:
    words = base.words.split()
    n = _inner(words, dice, _MODAL.__contains__)
    return _replaced(words, n, _MODAL[words[n]]) if n is not None else None


def _trimmed(base: Base, material: Material, dice: random.Random) -> str | None:
    words = base.words.split()
    if len(words) < 18:
        return None
    n = dice.randrange(3, 7)
    if dice.random() < 0.5:
        kept = words[:-n]
        # A cut at the end of a sentence leaves a whole one.
        return None if kept[-1][-1] in ".?!" else " ".join(kept).rstrip(",;:")
    first = dice.randrange(5, len(words) - n - 4)
    return " ".join([*words[:first], *words[first + n :]])


def _spliced(base: Base, material: Material, dice: random.Random) -> str | None:
    others = [o for o in material.quoted if o.speaker == base.speaker and o.statement is not base.statement]
    if not others:
        return None
    own, theirs = base.words.split(), dice.choice(others).words.split()
    return " ".join([*own[: max(5, len(own) // 2)], *theirs[-max(5, len(theirs) // 2) :]])


def _invented(base: Base, material: Material, dice: random.Random) -> str | None:
    return dice.choice(_TEMPLATES).format(*dice.sample(material.words, 3))


_EDITS: dict[str, Edit] = {
    "swapped": _swapped,
    "dropped": _dropped,
    "added": _added,
    "number": _number,
    "name": _name,
    "negation": _negation,
    "modality": _modality,
    "trimmed": _trimmed,
    "spliced": _spliced,
    "invented": _invented,
}
