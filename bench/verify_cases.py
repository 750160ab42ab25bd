"""True sentences made of an article's statements, and false ones made of the true: what bench/verify.py measures."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from index import Article, Excerpt, Statement
from index.english.names import NOT_NAMES
from qa.answer import MAX_CITED, Citation, Claim

MODEL = "a model of the bench's"

_PRONOUNS = frozenset("he she they it we i his her their who".split())
_NUMBER = re.compile(
    r"(?<![\w.,-])\d[\d,]*(?:\.\d+)?(?![\w-]|[.,]\d)|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b"
)
_DAY = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b(?:January|February|March|April|June|July|August|September"
    r"|October|November|December)\b"
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?![\w’'-])")
_WORD = re.compile(r"(?<=[a-z,] )(?!\w+(?:ly|ing)\b)[a-z]{6,}(?![\w’'-])")
_DOING = re.compile(r"\b([A-Z][a-z]{3,})( (?:was )?[a-z]+ed (?:by )?)([A-Z][a-z]{3,})\b")
_AUXILIARY = re.compile(
    r"\b(?:will|would|can|could|should|is|are|was|were|has|have|does|do|did|may|might|must)\b(?! not)"
)
_TURNING = re.compile(r"(?:\b(?:will|would|can|could|should|may|might|must|not|never)\b|n['’]t\b)[^.,;:!?]*$")
_NEGATION = re.compile(r" (?:not|never)\b|n['’]t\b")
_QUOTED = re.compile(r"[“\"].*?[”\"]|''.*?''")
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_MONTHS = "January February March April June July August September October November December".split()
_NO_NAMES = NOT_NAMES | {*_DAYS, *_MONTHS}
_WORDS = "seven eleven thirteen seventeen nineteen".split()
_FILLERS = "really gladly hardly always finally secretly".split()
_INVENTED = "We have nothing to hide and everything to lose, Our plan was never to be made public".split(", ")
_PAST = {"said": "says", "says": "said", "told": "tells", "added": "adds", "argued": "argues", "wrote": "writes"}


class Case(NamedTuple):
    """A claim and what was done to it."""

    kind: str
    claim: Claim


@dataclass(frozen=True)
class Base:
    """A true sentence in its parts: the speaker's name, where it stands, and the words quoted, if any are."""

    statement: Statement
    citation: Citation
    name: str
    sentence: str
    quote: str = ""
    at: int = 0

    def by(self, name: str) -> str:
        """The sentence with another name for its speaker."""
        return self.sentence[: self.at] + name + self.sentence[self.at + len(self.name) :]

    def claim(self, sentence: str, *more: Citation) -> Claim:
        return _written(sentence, self.citation, *more)

    def corrupted(self, kind: str, sentence: str | None) -> Iterator[Case]:
        if sentence and sentence != self.sentence:
            yield Case(kind, self.claim(sentence))


def _written(sentence: str, *cited: Citation) -> Claim:
    """As a chat model would write it."""
    return Claim("excerpt", citations=cited, sentence=sentence, writer=MODEL)


def cases(
    article: Article, said: Sequence[Statement], others: Sequence[Article], dice: random.Random
) -> Iterator[Case]:
    """Every case that an article's statements make."""
    bases = [base for n, s in enumerate(said, 1) for base in _bases(article, s, n)]
    names, words = _drawn(_NAME, others, dice), _drawn(_WORD, others, dice)
    for base in bases:
        yield Case("verbatim", base.claim(base.sentence))
        yield from _harmless(base)
        yield from _misquoted(base, dice)
        yield from _changed(base, names, words, dice)
        yield from _turned(base)
        yield from _by_another(base, bases, dice)
        yield from _moved(base, bases, article)


def _bases(article: Article, s: Statement, n: int) -> Iterator[Base]:
    """The statement as a quotation with its speaker, and as the sentence the article has."""
    words = s.text.strip()
    if not s.speaker or not s.mention or len(words) > MAX_CITED or len(s.content) == 0:
        return
    start = s.start + s.text.index(words)
    end = start + len(words)
    citation = Citation.at(article, Excerpt(start, end, words), n)
    inside = [article.text[a:b] for a, b in s.quotes if start <= a and b <= end]
    quote = max(inside, key=len, default="").rstrip(",. ")
    # Without the "will" or the "not" before it, a part of a sentence is no true quotation.
    apart = not _TURNING.search(words[: words.index(quote)])
    if len(quote.split()) >= 5 and not re.search(r"[“”\"\n]", quote) and s.direct and apart:
        yield Base(s, citation, s.speaker, f"{s.speaker} said: “{quote}.”", quote)
    if s.cue and s.cue.text in _PAST and "\n" not in words:
        named = s.mention.text
        at = s.mention.start - start
        if at >= 0 and words[at : at + len(named)] == named and len(s.content) == 1:
            yield Base(s, citation, named, words, at=at)


def _harmless(base: Base) -> Iterator[Case]:
    s, name = base.statement, base.name
    cue = s.cue.text if s.cue and not base.quote else "said"
    if cue in _PAST:
        yield from base.corrupted("harmless: tense", re.sub(rf"\b{cue}\b", _PAST[cue], base.sentence, count=1))
    if name.lower() not in _PRONOUNS and base.at == 0:
        yield from base.corrupted("harmless: pronoun", base.by("He"))
    own = _QUOTED.sub("", base.sentence)
    if "%" in own or " percent" in own:
        yield from base.corrupted("harmless: percent", _other_percent(base.sentence))
    if base.quote:
        yield from base.corrupted("harmless: order", f"“{base.quote},” {name} said.")
        return
    start = base.citation.start
    (a, b) = s.content[0]
    content = base.citation.text[a - start : b - start].removeprefix("that ").strip(" ,.")
    if len(content.split()) >= 5 and name.lower() not in _PRONOUNS:
        yield from base.corrupted("harmless: order", f"{content[0].upper()}{content[1:]}, {name} said.")
        yield from base.corrupted("harmless: order", f"According to {name}, {content}.")
        yield from base.corrupted("fact of ours", f"{content[0].upper()}{content[1:]}.")


def _misquoted(base: Base, dice: random.Random) -> Iterator[Case]:
    words = base.quote.split()
    if not words:
        return
    inner = dice.randrange(1, len(words) - 1)
    swapped = [*words[:inner], dice.choice(_FILLERS), *words[inner + 1 :]]
    dropped = [*words[:inner], *words[inner + 1 :]]
    added = [*words[:inner], dice.choice(_FILLERS), *words[inner:]]
    for kind, changed in (("swapped", swapped), ("dropped", dropped), ("added", added)):
        # Beside an ellipsis, a word less is left out rightly.
        if not (kind == "dropped" and re.search(r"…|\. ?\. ?\.|\[", base.quote)):
            yield from base.corrupted(f"quotation: word {kind}", base.sentence.replace(base.quote, " ".join(changed)))
    for marks in ("“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "''{}''"):
        kind = "quotation: made up"
        yield from base.corrupted(kind, f"{base.name} said {marks.format(dice.choice(_INVENTED))}.")
    yield from base.corrupted("quotation: made up", f"{base.name} said:\n> {dice.choice(_INVENTED)}")


def _changed(base: Base, names: Sequence[str], words: Sequence[str], dice: random.Random) -> Iterator[Case]:
    def other(choices: Sequence[str]) -> str | None:
        fresh = [c for c in choices if c.lower() not in base.citation.text.lower()]
        return dice.choice(fresh) if fresh else None

    def number(found: str) -> str | None:
        if found.isalpha():
            return other(_WORDS)
        return other([str(int(float(found.replace(",", ""))) + n) for n in (1, 7, 13, 100)])

    for kind, pattern, choose in (
        ("number", _NUMBER, number),
        ("date", _DAY, lambda found: other(_DAYS if found in _DAYS else _MONTHS)),
        ("name", _NAME, lambda found: None if found in _NO_NAMES else other(names)),
        ("word", _WORD, lambda found: other(words)),
    ):
        yield from base.corrupted(kind, _replaced(base, pattern, choose, dice))
    yield from base.corrupted("roles", _DOING.sub(r"\3\2\1", base.sentence, count=1))


def _replaced(
    base: Base, pattern: re.Pattern[str], choose: Callable[[str], str | None], dice: random.Random
) -> str | None:
    found = [m for m in pattern.finditer(base.sentence) if m.start() >= len(base.name) and m[0] not in base.name]
    if not found:
        return None
    match = dice.choice(found)
    new = choose(match[0])
    return base.sentence[: match.start()] + new + base.sentence[match.end() :] if new else None


def _turned(base: Base) -> Iterator[Case]:
    """Negation added or lost, "will" made "may"; only in what is said."""
    head = base.sentence.index(base.quote) if base.quote else 0
    if not base.quote:
        at = base.statement.content[0].start - base.citation.start
        head = max(0, at)
    start, rest = base.sentence[:head], base.sentence[head:]
    if auxiliary := _AUXILIARY.search(rest):
        yield from base.corrupted("negation: added", start + rest[: auxiliary.end()] + " not" + rest[auxiliary.end() :])
    if _NEGATION.search(rest):
        lost = _NEGATION.sub("", re.sub(r"\bwon['’]t", "will", re.sub(r"\bcan['’]t", "can", rest)), count=1)
        yield from base.corrupted("negation: lost", start + lost)
    for one, another in (("will", "may"), ("would", "might"), ("may", "will"), ("might", "would"), ("could", "will")):
        if modal := re.search(rf"\b{one}\b", rest):
            yield from base.corrupted("modality", start + rest[: modal.start()] + another + rest[modal.end() :])


def _by_another(base: Base, bases: Sequence[Base], dice: random.Random) -> Iterator[Case]:
    own = _parts(f"{base.statement.speaker} {base.name} {base.statement.role or ''}")
    # Where the article's words are taken to be two people's, either is right.
    apart = [o for o in bases if o.citation.end <= base.citation.start or base.citation.end <= o.citation.start]
    others = [o for o in apart if not own & _parts(f"{o.statement.speaker} {o.name} {o.statement.role or ''}")]
    named = sorted({o.statement.speaker or "" for o in others if o.name.lower() not in _PRONOUNS})
    if named and base.name.lower() not in _PRONOUNS:
        yield from base.corrupted("speaker", base.by(dice.choice(named)))
    quoted = [o for o in others if o.quote]
    if base.quote and quoted:
        other = dice.choice(quoted)
        for between in (" ", " … "):
            words = f"{base.name} said: “{base.quote}{between}{other.quote}.”"
            citation = replace(other.citation, number=999)
            yield Case("quotation: two joined", base.claim(words, citation))
        words = f"{base.name} said: “{base.quote}” and “{other.quote}.”"
        yield Case("quotation: two joined", base.claim(words, citation))


def _moved(base: Base, bases: Sequence[Base], article: Article) -> Iterator[Case]:
    n = bases.index(base)
    for other in bases[max(0, n - 1) : n] + list(bases[n + 1 : n + 2]):
        apart = other.citation.end <= base.citation.start or base.citation.end <= other.citation.start
        if apart and (base.quote or base.sentence) not in other.citation.text:
            yield Case("moved citation", _written(base.sentence, other.citation))


def _drawn(pattern: re.Pattern[str], articles: Sequence[Article], dice: random.Random) -> list[str]:
    """What a pattern finds in some of the articles."""
    chosen = dice.sample(list(articles), min(12, len(articles)))
    found = {m[0] for article in chosen for m in pattern.finditer(article.text)}
    return sorted(found - _NO_NAMES - {"Will", "May"})


def _other_percent(text: str) -> str:
    return re.sub(r"%", " percent", text) if "%" in text else re.sub(r" percent\b", "%", text)


def _parts(name: str) -> set[str]:
    return {word for word in re.findall(r"\w+", name.lower()) if len(word) > 2 and word != "the"}
