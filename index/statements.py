"""An article -> who said what in it.

Quotation marks first: long quotations are shortened, sentences without a saying verb are left out, and the rest is
parsed. What the parse attributes is mapped back to the article's characters and its speaker named in full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from index import syntax
from index.article import Article, Excerpt, Span, Statement
from index.attributions import Attribution, attributions
from index.cues import VERBS
from index.outline import Outline, outline
from index.quotations import Quotation, in_paragraph
from index.sentences import paragraphs, sentences, trimmed
from index.speakers import Cast, cast, pronoun_speaker, speaker_of

EXTRACTOR = "statements-1"
"""The rules' version: stored with the archive, so that what older rules found can be told from what these find."""

_ARTICLES = 16
_WORDS = re.compile(r"[a-z]+")
_QUOTED = re.compile(r'"[^"]*"?')
_LABEL = re.compile(r"[\"“]?((?:[A-Z][\w.’'-]*\s){0,4}[A-Z][\w.’'-]*|Q|A)\s*:\s+(?=\S)")
_PRONOUNS = frozenset(["he", "she", "they", "it", "i", "we", "you", "who", "which", "that"])


@dataclass
class Line:
    """A sentence of the article: what of it is parsed, and what of it is quoted."""

    span: Span
    paragraph: int
    text: str
    outline: Outline
    offset: int
    quotations: list[Quotation]
    parsed: bool = False
    pure: bool = False
    within: bool = False


@dataclass
class Draft:
    """A statement in the making."""

    line: int
    content: list[Span]
    start: int
    end: int
    mention: Excerpt | None = None
    cue: Excerpt | None = None
    speaker: str | None = None
    role: str | None = None
    quotes: list[Span] = field(default_factory=list)


def find_statements(article: Article) -> list[Statement]:
    """Every statement of an article, in order."""
    return next(find_all([article]))


def find_all(articles: Iterable[Article]) -> Iterator[list[Statement]]:
    """The statements of each article, in order; many articles at once are faster than one by one."""
    waiting = iter(articles)
    while batch := list(islice(waiting, _ARTICLES)):
        lined = [_lines(article) for article in batch]
        docs = syntax.parse(line.text for lines in lined for line in lines if line.parsed)
        for article, lines in zip(batch, lined, strict=True):
            found = [attributions(next(docs), _marked(line)) if line.parsed else [] for line in lines]
            yield _statements(article, lines, found)


def _lines(article: Article) -> list[Line]:
    text = article.text
    lines = []
    for number, block in enumerate(paragraphs(text, article.body)):
        paragraph = trimmed(text, block)
        if paragraph.start < paragraph.end:
            quotations = in_paragraph(text, paragraph)
            lines += _sentences(text, paragraph, number, quotations)
    return lines


def _sentences(text: str, paragraph: Span, number: int, quotations: list[Quotation]) -> Iterator[Line]:
    short = outline(text, paragraph, quotations)
    for found in sentences(short.text):
        found = trimmed(short.text, found)
        if found.start == found.end:
            continue
        span = short.original(*found)
        here = [q for q in quotations if q.start < span.end and span.start < q.end]
        words = short.text[found.start : found.end]
        outside = _QUOTED.sub("", words)
        pure = bool(here) and not any(c.isalnum() for c in outside)
        spoken = any(w in VERBS or w == "according" for w in _WORDS.findall(words.lower()))
        yield Line(span, number, words, short, found.start, here, parsed=spoken and not pure, pure=pure)


def _marked(line: Line) -> list[Span]:
    """Where the line's quotations stand in what is parsed, with their marks."""
    return [Span(*m.span()) for m in _QUOTED.finditer(line.text)]


def _statements(article: Article, lines: list[Line], found: list[list[Attribution]]) -> list[Statement]:
    text = article.text
    people = cast(text, article.body)
    drafts: list[Draft] = []
    for number, (line, attributed) in enumerate(zip(lines, found, strict=True)):
        if line.pure:
            _continue(drafts, lines, number)
            continue
        for attribution in attributed:
            drafts.append(_draft(text, people, drafts, lines, number, attribution))
    return _finished(article, drafts, lines)


def _draft(
    text: str, people: Cast, drafts: list[Draft], lines: list[Line], number: int, attribution: Attribution
) -> Draft:
    line = lines[number]
    content = [_whole(line, part) for part in attribution.content]
    draft = Draft(number, _joined(content), *line.span)
    draft.cue = _excerpt(text, _original(line, attribution.cue))
    if attribution.source:
        mention = _original(line, attribution.source)
        draft.mention = _excerpt(text, mention)
        _name(text, people, drafts, lines, draft, attribution)
    return draft


def _name(text: str, people: Cast, drafts: list[Draft], lines: list[Line], draft: Draft, found: Attribution) -> None:
    line = lines[draft.line]
    noun = found.antecedent or found.source
    assert noun is not None
    mention = _original(line, noun)
    words = text[mention.start : mention.end].lower()
    if words in _PRONOUNS:
        previous = next((d.speaker for d in reversed(drafts) if d.speaker), None)
        since = drafts[-1].end if drafts else 0
        if words in ("he", "she"):
            person = pronoun_speaker(people, words, mention.start, line.span.start, previous, since)
            if person:
                draft.speaker, draft.role = person.name, person.role
        return
    head = _original(line, found.head) if found.head else mention
    appositive = _original(line, found.appositive) if found.appositive else None
    draft.speaker, draft.role = speaker_of(people, text, mention, head, appositive)


def _continue(drafts: list[Draft], lines: list[Line], number: int) -> None:
    """A sentence of pure quotation goes on with what was said before it."""
    if not drafts:
        return
    last, line = drafts[-1], lines[number]
    near = line.paragraph - lines[last.line].paragraph <= 2
    if near and (last.content and any(q.start < last.end for q in lines[last.line].quotations)):
        last.content += [Span(q.start, q.end) for q in line.quotations]
        last.end = line.span.end
        last.line = number


def _original(line: Line, span: Span) -> Span:
    return line.outline.original(line.offset + span.start, line.offset + span.end)


def _whole(line: Line, part: Span) -> Span:
    """The article's characters for a part of the line; a quotation that is cut into is taken whole."""
    start, end = _original(line, part)
    for q in line.quotations:
        if q.start < start < q.end:
            start = q.start
        if q.start < end < q.end:
            end = q.end
    return Span(start, end)


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(span.end, joined[-1].end))
        else:
            joined.append(span)
    return joined


def _excerpt(text: str, span: Span) -> Excerpt:
    return Excerpt(*span, text[span.start : span.end])


def _finished(article: Article, drafts: list[Draft], lines: list[Line]) -> list[Statement]:
    quotations = sorted({q for line in lines for q in line.quotations})
    found = {}
    for draft in drafts:
        content = _joined(draft.content)
        inside = [q.inside for q in quotations if any(q.start < e and s < q.end for s, e in content)]
        size = sum(e - s for s, e in content)
        direct = sum(max(0, min(e, q.end) - max(s, q.start)) for q in inside for s, e in content) >= 0.5 * size
        statement = Statement(
            article.id,
            draft.start,
            draft.end,
            article.text[draft.start : draft.end],
            tuple(content),
            tuple(inside),
            draft.mention,
            draft.cue,
            draft.speaker,
            draft.role,
            direct,
        )
        found.setdefault(statement.content, statement)
    return list(found.values())
