"""An article -> who said what in it.

Quotation marks first: long quotations are shortened, sentences without a saying verb are left out, and the rest is
parsed. What the parse attributes is mapped back to the article's characters, and its speaker named in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from index.article import Article, Excerpt, Span, Statement
from index.statements import syntax
from index.statements.attributions import Attribution, Source, attributions
from index.statements.cues import words
from index.statements.lines import Line, lines
from index.statements.quotations import Quotation
from index.statements.speakers import NOBODY, Cast, Speaker, cast, pronoun_speaker, speaker_of
from index.statements.transcripts import Turn, turns

EXTRACTOR = "statements-1"
"""The rules' version: stored with the archive, so that what older rules found can be told from what these find."""

BATCH = 16
"""Articles parsed together."""

_PERSONAL = words("he she his her him")
_UNRESOLVED = words("they their it its who which that")


@dataclass
class Draft:
    """A statement in the making; `last` is the line it ends in, `own` whether all of it is the speaker's own words."""

    last: Line
    span: Span
    content: list[Span]
    mention: Excerpt | None
    cue: Excerpt | None
    speaker: Speaker
    own: bool = False


def find_statements(article: Article) -> list[Statement]:
    """Every statement of an article, in order."""
    return next(find_all([article]))


def find_all(articles: Iterable[Article]) -> Iterator[list[Statement]]:
    """The statements of each article, in order; many articles at once are faster than one by one."""
    waiting = iter(articles)
    while batch := list(islice(waiting, BATCH)):
        cut = [lines(article.text, article.body) for article in batch]
        docs = syntax.parse(line.parsed for page in cut for line in page if line.parsed)
        for article, page in zip(batch, cut, strict=True):
            yield _statements(article, [(line, _attributions(line, docs)) for line in page])


def _attributions(line: Line, docs: Iterator[syntax.Doc]) -> list[Attribution]:
    return attributions(next(docs), line.quoted) if line.parsed else []


def _statements(article: Article, page: list[tuple[Line, list[Attribution]]]) -> list[Statement]:
    text, people = article.text, cast(article.text, article.body)
    spoken = turns(text, [line.paragraph for line, _ in page], set(people.by_last))
    drafts: list[Draft] = []
    for line, attributed in page:
        if turn := spoken.get(line.paragraph.start):
            if line.span.start <= turn.label.start:
                drafts.append(_turn(text, people, line, turn))
        elif line.pure:
            _continue(drafts, line)
        else:
            for attribution in attributed:
                drafts.append(_draft(text, people, drafts, line, attribution))
    # Where two say the very same words, the first names who is nearer to them.
    first = {tuple(draft.content): draft for draft in reversed(drafts) if draft.content}
    return [_statement(article, draft, page) for draft in drafts if first.get(tuple(draft.content)) is draft]


def _turn(text: str, people: Cast, line: Line, turn: Turn) -> Draft:
    speaker = NOBODY if turn.anonymous else speaker_of(people, text, turn.label, [turn.label])
    label, colon = _excerpt(text, turn.label), _excerpt(text, turn.colon)
    return Draft(line, Span(line.span.start, line.paragraph.end), [turn.speech], label, colon, speaker, turn.verbatim)


def _draft(text: str, people: Cast, drafts: list[Draft], line: Line, found: Attribution) -> Draft:
    content = _merged([line.whole(part) for part in found.content])
    cue = _excerpt(text, line.original(found.cue))
    if found.source is None:
        return Draft(line, line.span, content, None, cue, NOBODY)
    mention = _excerpt(text, line.original(found.source.mention))
    return Draft(line, line.span, content, mention, cue, _speaker(text, people, drafts, line, found.source))


def _speaker(text: str, people: Cast, drafts: list[Draft], line: Line, source: Source) -> Speaker:
    noun = line.original(source.noun)
    pronoun = text[slice(*noun)].lower()
    if pronoun in _UNRESOLVED:
        return NOBODY
    if pronoun not in _PERSONAL:
        return speaker_of(people, text, noun, [line.original(name) for name in source.names])
    previous = [d.speaker.name for d in reversed(drafts) if d.speaker.name]
    since = min(drafts[-1].span.end if drafts else 0, line.span.start)
    return pronoun_speaker(people, text, noun, previous, since)


def _continue(drafts: list[Draft], line: Line) -> None:
    """A sentence of pure quotation goes on with what was said, or announced ("Roe said:"), before it."""
    if not drafts:
        return
    draft = drafts[-1]
    apart = line.number - draft.last.number
    begun = any(q.start < draft.span.end for q in draft.last.quotations)
    if apart <= 1 or (begun and draft.content and line.paragraphs - draft.last.paragraphs <= 2):
        draft.content += [Span(q.start, q.end) for q in line.quotations]
        draft.span = Span(draft.span.start, line.span.end)
        draft.last = line


def _statement(article: Article, draft: Draft, page: list[tuple[Line, list[Attribution]]]) -> Statement:
    content = tuple(_merged(draft.content))
    quotes = content if draft.own else tuple(_quotes(draft, content, {q for line, _ in page for q in line.quotations}))
    quoted = sum(end - start for start, end in quotes)
    return Statement(
        article=article.id,
        start=draft.span.start,
        end=draft.span.end,
        text=article.text[slice(*draft.span)],
        content=content,
        quotes=quotes,
        mention=draft.mention,
        cue=draft.cue,
        speaker=draft.speaker.name,
        role=draft.speaker.role,
        direct=2 * quoted >= sum(end - start for start, end in content),
    )


def _quotes(draft: Draft, content: tuple[Span, ...], quotations: set[Quotation]) -> list[Span]:
    """What of the content is quoted; where the cue is quoted too, the words are those of whoever quotes."""
    apart = [q.inside for q in quotations if not (draft.cue and q.start <= draft.cue.start < q.end)]
    shared = (Span(max(s, r), min(e, f)) for s, e in content for r, f in apart)
    return sorted(span for span in shared if span.start < span.end)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(span for span in spans if span.start < span.end):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return merged


def _excerpt(text: str, span: Span) -> Excerpt:
    return Excerpt(*span, text[slice(*span)])
