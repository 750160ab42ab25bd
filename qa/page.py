"""An article as it is read for an answer: its sentences, what stands in each, and who says it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from index import ArticleRecord, Contents, Span, Statement
from index.sentences import trimmed
from index.statements.quotations import Quotation, find_quotations
from index.words import STOP, fold, stem, stems, tokens, written
from qa.names import plain

_COUNTED = re.compile(r"[\w'’]+")
_LISTED = re.compile(r"\d{1,3}[.)]\s+")
_OWNED = re.compile(r"\w+[’']s?(?=\s)")
_NUMBERS = frozenset(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety half dozen hundred hundreds thousand thousands
    million millions billion billions third quarter
    """.split()
)
_MARK = re.compile('[“”"]')
_QUOTED = re.compile(r"[“\"][^”\"]+(?:[”\"]|$)|^[^“”\"]+”")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article and what stands in it, whatever is asked."""

    start: int
    end: int
    text: str
    words: int
    """How many."""
    stems: frozenset[str]
    names: frozenset[str]
    """The stems of its names."""
    numbers: frozenset[str]
    """Its numbers in digits."""
    has_number: bool
    """Whether one stands in it, in digits or words."""
    quoted: float
    """The share of it between quotation marks."""
    apart: bool = False
    """Whether it is no prose: a headline, a caption, a link, a line of stars."""
    speaker: str = ""
    """Who says (most of) it, as a plain name."""
    full: str = ""
    """The same as the name to be shown, where the article gives one."""
    role: frozenset[str] = frozenset()
    """The words of who the speaker is said to be."""
    owners: frozenset[str] = frozenset()
    """The names in them that are not the speaker's own ("a spokesman for Roe")."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article as it is read for an answer; `author` is a plain name, and `stems` include those of its heading."""

    record: ArticleRecord
    text: str
    sentences: tuple[Sentence, ...]
    statements: tuple[Statement, ...]
    stems: frozenset[str]
    title: frozenset[str]
    heading: frozenset[str]
    author: str

    @classmethod
    def of(cls, record: ArticleRecord, contents: Contents, proper: Container[str]) -> Page:
        """The page of an article; proper are the words that are nearly always written with a capital."""
        text = contents.article.text
        spans = _told(contents)
        voices = _voices(spans, contents.statements)
        sentences = tuple(_sentence(text, span, proper, voice) for span, voice in zip(spans, voices, strict=True))
        title = frozenset(stems(record.title))
        heading = title | frozenset(stems(f"{record.publisher or ''} {record.author or ''}"))
        dated = frozenset(stems(f"{record.published:%d %B %Y}")) if record.published else frozenset()
        return cls(
            record=record,
            text=text,
            sentences=sentences,
            statements=tuple(contents.statements),
            stems=frozenset().union(heading, dated, *(s.stems for s in sentences)),
            title=title,
            heading=heading,
            author=plain(record.author or ""),
        )


def count_words(text: str) -> int:
    """How many words a reader counts in a text."""
    return len(_COUNTED.findall(text))


@lru_cache(maxsize=64)
def quotations_in(text: str) -> tuple[Quotation, ...]:
    """The outermost quotations of a text, in order."""
    return tuple(find_quotations(text))


def has_number(text: str) -> bool:
    """Whether a number stands in a text, in digits or words."""
    return _has_number(tokens(text))


def _has_number(folded: Iterable[str]) -> bool:
    return any(word in _NUMBERS or word[0].isdigit() for word in folded)


def _told(contents: Contents) -> list[Span]:
    """The sentences, but for the article's own headline over its text."""
    text = contents.article.text
    found = [span for whole in contents.sentences if (span := _unlisted(text, trimmed(text, whole)))]
    return [span for span in found if span.start >= contents.article.headline.end] or found


def _is_apart(text: str, span: Span) -> bool:
    """Whether a sentence is a line of its own without an end, as headlines, captions and links are, or a word."""
    before, after = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
    after = len(text) if after < 0 else after
    alone = not text[before : span.start].strip() and not text[span.end : after].strip()
    return alone and (text[span.end - 1].isalnum() or not any(map(str.isalnum, text[slice(*span)])))


def _unlisted(text: str, span: Span) -> Span | None:
    """A sentence without the number that a list gives it; None where nothing is left."""
    number = _LISTED.match(text, *span)
    start = number.end() if number else span.start
    return Span(start, span.end) if start < span.end else None


class _Voice(NamedTuple):
    """Who says a sentence: the last four of its fields."""

    speaker: str = ""
    full: str = ""
    role: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()


def _sentence(text: str, span: Span, proper: Container[str], voice: _Voice) -> Sentence:
    said = text[span.start : span.end]
    words = written(said)
    folded = [fold(word) for word in words]
    return Sentence(
        span.start,
        span.end,
        said,
        words=count_words(said),
        stems=frozenset(map(stem, set(folded) - STOP)),
        names=frozenset(
            stem(folded[n])
            for n, word in enumerate(words)
            if word[0].isupper() and folded[n] not in STOP and (n or folded[n] in proper)
        ),
        numbers=frozenset(word for word in folded if word[0].isdigit()),
        has_number=_has_number(folded),
        quoted=_quoted(said),
        apart=_is_apart(text, span),
        speaker=voice.speaker,
        full=voice.full,
        role=voice.role,
        owners=voice.owners,
    )


def _quoted(text: str) -> float:
    # Most sentences have no marks, and are not searched for what stands between them.
    return min(1.0, sum(map(len, _QUOTED.findall(text))) / len(text)) if _MARK.search(text) else 0.0


def _voices(sentences: Sequence[Span], statements: Sequence[Statement]) -> list[_Voice]:
    """Who says each sentence: the speaker of the statement that fills most of it."""
    said_by = [_voice(statement) for statement in statements]
    last = ""
    voices = []
    for sentence in sentences:
        shares = [_share(statement, sentence) for statement in statements]
        most = max(shares, default=0)
        voice = said_by[shares.index(most)] if most else _Voice()
        # A sentence of which little is what somebody said is not shown as his words.
        if 3 * most < sentence.end - sentence.start:
            voice = voice._replace(full="")
        if voice.speaker in ("he", "she", "they") and last:
            voice = voice._replace(speaker=last)
        last = voice.speaker or last
        voices.append(voice)
    return voices


def _share(statement: Statement, sentence: Span) -> int:
    """How many characters of the sentence are what the statement says."""
    if statement.start >= sentence.end or statement.end <= sentence.start:
        return 0
    return sum(max(0, min(sentence.end, end) - max(sentence.start, start)) for start, end in statement.content)


def _voice(statement: Statement) -> _Voice:
    mention = statement.mention.text if statement.mention else ""
    described = f"{statement.role or ''} {mention}"
    role = frozenset(plain(_OWNED.sub(" ", f"{described} {statement.speaker or ''}")).split())
    named = " ".join(word for word in described.split() if word.lstrip('“"(')[:1].isupper())
    owners = frozenset(plain(named).split()) - set(plain(statement.speaker or "").split())
    return _Voice(plain(statement.speaker or mention), statement.speaker or "", role, owners)
