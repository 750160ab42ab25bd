"""What answering needs of the archive's articles: their sentences with who says them, read once per version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from index import Archive, ArticleRecord, Span, Statement
from index.lexical import Lexical
from index.sentences import trimmed
from index.words import STOP, fold, stem, stems, tokens
from qa.names import is_speaker, plain, same_person

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_COUNTED = re.compile(r"[\w'’]+")
_OWNED = re.compile(r"\w+[’']s?(?=\s)")
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"(?:twen|thir|for|fif|six|seven|eigh|nine)ty|half|dozen|hundreds?|thousands?|millions?|billions?|third|quarter)\b",
    re.I,
)
_QUOTED = re.compile(r"[“\"][^”\"]+(?:[”\"]|$)|^[^“\"]+[”]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an article and what stands in it, whatever is asked.

    speaker is who says (most of) it, as a plain name, and full the name to be shown, where the article gives one;
    role holds the words of who the speaker is said to be, and owners the names in them that are not the speaker's own
    ("a spokesman for Roe"). names are the stems of its names, numbers its digits, and
    quoted the share of it between quotation marks.
    """

    start: int
    end: int
    text: str
    words: int
    stems: frozenset[str]
    names: frozenset[str]
    numbers: frozenset[str]
    has_number: bool
    quoted: float
    speaker: str = ""
    full: str = ""
    role: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()


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


class Library:
    """An archive's articles, read for answering; any number of threads may read at once."""

    def __init__(self, archive: Archive):
        self.archive = archive
        self._pages = lru_cache(maxsize=1024)(self._read)
        self._known: tuple[Lexical, frozenset[str], tuple[date, date] | None] | None = None
        self._names: tuple[Lexical, Mapping[str, Sequence[str]]] | None = None

    @property
    def words(self) -> Lexical:
        """What the archive's passages say, word by word."""
        return self.archive.words

    @property
    def publishers(self) -> frozenset[str]:
        """The publishers the archive has articles of."""
        return self._about_all()[1]

    @property
    def days(self) -> tuple[date, date] | None:
        """The days of the oldest and of the newest article that have one."""
        return self._about_all()[2]

    def names_of(self, name: str) -> list[str]:
        """All names under which statements are held that may be of the one meant by a plain name."""
        return [quoted for quoted in self._quoted().get(name.split()[-1], ()) if is_speaker(name, quoted)]

    def full_name(self, name: str) -> str | None:
        """The name under which the one meant by a plain name is held, as one who is quoted; None where nobody is.

        A last name alone is made full where all who may be meant are one person.
        """
        held = self.names_of(name)
        if " " in name:
            words = set(name.split())
            alike = [n for n in held if " " not in n or plain(n)[:2] == name[:2]]  # Mike and Michael
            return next((n for n in held if words <= set(plain(n).split())), next(iter(alike), None))
        full = next((n for n in held if " " in n), None)
        if full and any(not same_person(plain(full), plain(other)) for other in held):
            return next((word for word in full.split() if plain(word) == name), name.title())
        return full or next(iter(held), None)

    def page(self, article: str) -> Page:
        """An article, read; raises ArticleNotFound."""
        record = self.archive.record(article)
        return self._pages(record.id, record.version)

    def _about_all(self) -> tuple[Lexical, frozenset[str], tuple[date, date] | None]:
        # The word index is another object once the archive has changed.
        words = self.words
        if self._known is None or self._known[0] is not words:
            records = self.archive.articles()
            publishers = frozenset(r.publisher for r in records if r.publisher)
            days = [r.published for r in records if r.published]
            self._known = words, publishers, (min(days), max(days)) if days else None
        return self._known

    def _quoted(self) -> Mapping[str, Sequence[str]]:
        """The names of those who are quoted, by each word of them, most quoted first."""
        words = self.words
        if self._names is None or self._names[0] is not words:
            names: dict[str, list[str]] = {}
            for speaker in self.archive.speakers():
                for word in plain(speaker.name).split():
                    names.setdefault(word, []).append(speaker.name)
            self._names = words, names
        return self._names[1]

    def _read(self, article: str, version: str) -> Page:
        record, whole = self.archive.record(article), self.archive.article(article)
        statements = tuple(self.archive.statements(article))
        spans = [trimmed(whole.text, span) for span in self.archive.sentences(article)]
        proper = self.words.proper
        sentences = _spoken([_sentence(whole.text, s, proper) for s in spans if s.end > s.start], statements)
        title = frozenset(stems(record.title))
        heading = title | frozenset(stems(f"{record.publisher or ''} {record.author or ''}"))
        dated = frozenset(stems(f"{record.published:%d %B %Y}")) if record.published else frozenset()
        return Page(
            record=record,
            text=whole.text,
            sentences=tuple(sentences),
            statements=statements,
            stems=frozenset().union(heading, dated, *(s.stems for s in sentences)),
            title=title,
            heading=heading,
            author=plain(record.author or ""),
        )


def count_words(text: str) -> int:
    """How many words a reader counts in a text."""
    return len(_COUNTED.findall(text))


def has_number(text: str) -> bool:
    """Whether a number stands in a text, in digits or words."""
    return bool(_NUMBER.search(text))


@dataclass(frozen=True, slots=True)
class _Voice:
    speaker: str = ""
    full: str = ""
    role: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()


def _sentence(text: str, span: Span, proper: frozenset[str]) -> Sentence:
    said = text[span.start : span.end]
    words = _WORD.findall(said)
    folded_words = tokens(said)
    return Sentence(
        start=span.start,
        end=span.end,
        text=said,
        words=count_words(said),
        stems=frozenset(stem(token) for token in folded_words if token not in STOP),
        names=frozenset(
            stem(folded)
            for n, word in enumerate(words)
            if word[0].isupper() and (folded := fold(word)) not in STOP and (n or folded in proper)
        ),
        numbers=frozenset(token for token in folded_words if token[0].isdigit()),
        has_number=has_number(said),
        quoted=min(1.0, sum(len(quotation) for quotation in _QUOTED.findall(said)) / len(said)),
    )


def _spoken(sentences: Sequence[Sentence], statements: Iterable[Statement]) -> list[Sentence]:
    """The sentences with who says them: the speaker of the statement that fills most of each."""
    voices = [_voice(sentence, statements) for sentence in sentences]
    last = ""
    spoken = []
    for sentence, voice in zip(sentences, voices, strict=True):
        speaker = voice.speaker
        if speaker in ("he", "she", "they") and last:
            speaker = last
        elif speaker:
            last = speaker
        spoken.append(replace(sentence, speaker=speaker, full=voice.full, role=voice.role, owners=voice.owners))
    return spoken


def _voice(sentence: Sentence, statements: Iterable[Statement]) -> _Voice:
    most, voice = 0, _Voice()
    for statement in statements:
        if statement.start >= sentence.end or statement.end <= sentence.start:
            continue
        share = sum(max(0, min(sentence.end, end) - max(sentence.start, start)) for start, end in statement.content)
        if share > most:
            mention = statement.mention.text if statement.mention else ""
            described = f"{statement.role or ''} {mention}"
            role = frozenset(plain(_OWNED.sub(" ", f"{described} {statement.speaker or ''}")).split())
            named = " ".join(word for word in described.split() if word.lstrip('“"(')[:1].isupper())
            owners = frozenset(plain(named).split()) - set(plain(statement.speaker or "").split())
            # A sentence of which little is what somebody said is not shown as his words.
            full = statement.speaker or "" if 3 * share >= sentence.end - sentence.start else ""
            most, voice = share, _Voice(plain(statement.speaker or mention), full, role, owners)
    return voice
