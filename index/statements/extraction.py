"""An article -> who said what in it.

Quotation marks first: long quotations are shortened, sentences without a saying verb are left out, and the rest is
parsed. What the parse attributes is mapped back to the article's characters, and its speaker named in full.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from index import syntax
from index.article import Article, Excerpt, Span, Statement
from index.english.lexicon import words
from index.english.marks import DOUBLE, SINGLE
from index.english.names import HANDLE, NAME, is_full_name
from index.english.saying import VERBS
from index.sentences import trimmed
from index.statements.attributions import attributions
from index.statements.cast import Cast, cast
from index.statements.labels import Labels
from index.statements.lines import Line, lines
from index.statements.pronouns import Spoken, learn_pronouns, pronoun_speaker
from index.statements.quotations import Quotation, touching
from index.statements.sources import Attribution, Source
from index.statements.speakers import NOBODY, Speaker, speaker_named, speaker_of
from index.statements.transcripts import Turn, turns
from index.words import same_words

EXTRACTOR = "statements-9"
"""The rules' version: stored with the archive, so that what older rules found can be told from what these find."""

REPEATED = 4
"""Words, but one, of what is taken for said once though it stands twice; "No" may be said again."""

BATCH = 16
"""Articles parsed together."""

_QUESTION = re.compile(r"\?[\"”’']*\Z|\A(?:whether|if|wh[aeoy]\w*|how)\b")
_WHO = rf"(?:[a-z]+ ){{0,3}}(?P<name>{NAME.pattern}|{HANDLE.pattern})"
_WHAT = r"(?:, [^.?!:\n]{2,80})?"
_SIGNATURE = re.compile(rf"\s*(?P<dash>(?:--?|–|—|―)\s*)?(?P<who>{_WHO}{_WHAT})(?(dash)\.?)\s*\Z")
_ANNOUNCEMENT = re.compile(rf"(?:[A-Z][a-z]+ )?(?:[a-z]+ ){{0,3}}(?:from|by) (?P<who>{_WHO}{_WHAT}):")
_MALE = words("he his him")
_PERSONAL = _MALE | words("she her")
_RELATIVES = words("who which that")
_UNRESOLVED = _RELATIVES | words("they their it its")


@dataclass
class Draft:
    """A statement in the making; `last` is the line it ends in, `own` whether all of it is the speaker's own words.

    announced: whether its words are a paragraph of their own, without marks; to: whom it asks or accuses; asks: whether
    it is a question.
    """

    last: Line | None
    span: Span
    content: list[Span]
    mention: Excerpt | None
    cue: Excerpt | None
    speaker: Speaker
    own: bool = False
    announced: bool = False
    to: str | None = None
    asks: bool = False


@dataclass
class Scene:
    """An article as far as it is read: its people, its sentences, the statements found in it, and whose goes on.

    turns: those of a conversation in it, as statements.
    """

    article: Article
    people: Cast
    page: list[Line]
    turns: list[Draft]
    drafts: list[Draft] = field(default_factory=list)
    spoken: list[Spoken] = field(default_factory=list)
    open: Draft | None = None

    def add(self, draft: Draft) -> None:
        """Take in the next statement."""
        self.drafts.append(draft)
        if draft.mention:
            aside = draft.mention.text.lower() in _RELATIVES
            name = None if draft.mention.text == "I" else draft.speaker.name  # the author is no "he"
            one = Spoken(draft.mention.start, name, draft.content, aside, draft.to, draft.asks)
            insort(self.spoken, one, key=lambda told: told.at)


def find_statements(article: Article) -> list[Statement]:
    """Every statement of an article, in order."""
    return next(find_all([article]))


def find_all(articles: Iterable[Article]) -> Iterator[list[Statement]]:
    """The statements of each article, in order; many articles at once are faster than one by one."""
    waiting = iter(articles)
    while batch := list(islice(waiting, BATCH)):
        scenes = [_scene(article) for article in batch]
        docs = syntax.parse(line.parsed for scene in scenes for line in scene.page if line.parsed)
        for scene in scenes:
            yield _statements(scene, [(line, _attributions(line, docs)) for line in scene.page])


def _scene(article: Article) -> Scene:
    text = article.text
    people = cast(text, article.body)
    told = turns(text, article.body, set(people.by_last))
    labels = Labels(people, text, article.title, told)
    spoken = [_turn(text, turn, labels.speaker(turn)) for turn in told]
    page = lines(text, article.body, [draft.span for draft in spoken])
    people.forget(line.span for line in page if not line.prose)
    return Scene(article, people, page, spoken)


def _turn(text: str, turn: Turn, speaker: Speaker) -> Draft:
    label, mark = _excerpt(text, turn.label), _excerpt(text, trimmed(text, turn.mark))
    span = Span(label.start, turn.speech[-1].end)
    return Draft(None, span, turn.speech, label, mark if mark.text else None, speaker, turn.verbatim)


def _attributions(line: Line, docs: Iterator[syntax.Doc]) -> list[Attribution]:
    return attributions(next(docs), line.quoted) if line.parsed else []


def _statements(scene: Scene, page: list[tuple[Line, list[Attribution]]]) -> list[Statement]:
    learn_pronouns(scene.people, scene.page)
    told = deque(scene.turns)
    for line, attributed in page:
        while told and told[0].span.start < line.span.start:
            scene.add(told.popleft())
            scene.open = None
        if scene.drafts and line.span.end <= scene.drafts[-1].span.end:
            continue  # it belongs to a signature
        if not line.prose:
            scene.open = None
        elif signed := _signed(scene, line):
            scene.add(signed)
            scene.open = None
        elif line.pure:
            if scene.open and _is_of(scene, scene.open, line):
                scene.open = None
            _continue(scene.open, line)
        elif attributed := _by_somebody(scene, line, attributed):
            begun = len(scene.drafts)
            for attribution in attributed:
                scene.add(_draft(scene, line, attribution))
            scene.open = _open(scene.drafts[begun:], line)
        elif scene.open and _is_announced(scene.open, line):
            _add(scene.open, line, [line.span])
        elif introduced := _introduced(scene, line):
            scene.open = introduced
            scene.add(introduced)
    for draft in told:
        scene.add(draft)
    # Where two say the very same words, the first names who is nearer to them.
    first = {tuple(draft.content): draft for draft in reversed(scene.drafts) if draft.content}
    quotations = [q for line in scene.page for q in line.quotations]
    kept = (draft for draft in scene.drafts if first.get(tuple(draft.content)) is draft)
    return [_statement(scene.article, draft, quotations) for draft in _once(scene.article.text, kept)]


def _by_somebody(scene: Scene, line: Line, attributed: list[Attribution]) -> list[Attribution]:
    """Without what "I" is told to say where nobody knows who that is, or another's words are announced."""
    known = is_full_name(scene.article.author or "") and not (scene.open and _is_announced(scene.open, line))
    return [a for a in attributed if known or a.how == "quoted" or not _is_author(line, a.source)]


def _is_author(line: Line, source: Source | None) -> bool:
    return source is not None and line.text[slice(*line.original(source.noun))] == "I"


def _once(text: str, drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Each statement where it first stands: a sentence that stands twice in an article, as in a box, is said once."""
    seen: set[tuple[str | None, str]] = set()
    for draft in drafts:
        said = same_words(" ".join(text[slice(*span)] for span in draft.content))
        again = (draft.speaker.name, said.casefold().strip(DOUBLE + SINGLE + " .,"))
        if draft.last is None or said.count(" ") < REPEATED or again not in seen:
            yield draft
        seen.add(again)


def _signed(scene: Scene, line: Line) -> Draft | None:
    """A paragraph of quotation that its speaker's name ends, behind a dash or alone: "“It is late.” – Ms. Roe, the
    mayor".
    """
    text, quotations = line.text, line.quotations
    if not line.pure or not quotations or quotations[0].start > line.paragraph.start:
        return None
    behind = _SIGNATURE.match(text, quotations[-1].end, line.paragraph.end)
    if behind is None or quotations[-1].end > line.span.end:
        return None
    mention = Span(*behind.span("who"))
    speaker = speaker_of(scene.people, text, mention, [Span(*behind.span("name"))])
    content = [Span(q.start, q.end) for q in quotations]
    return Draft(line, line.paragraph, content, _excerpt(text, mention), None, speaker)


def _introduced(scene: Scene, line: Line) -> Draft | None:
    """A statement yet without words, whose speaker a line without a verb announces: "And from Chairwoman Roe:"."""
    name = _ANNOUNCEMENT.fullmatch(line.text, *line.span)
    if name is None or line.quotations:
        return None
    mention = Span(*name.span("who"))
    return Draft(
        line, line.span, [], _excerpt(line.text, mention), None, speaker_of(scene.people, line.text, mention, [mention])
    )


def _draft(scene: Scene, line: Line, found: Attribution) -> Draft:
    content = _merged([line.whole(part) for part in found.content])
    cue = _excerpt(line.text, line.original(found.cue))
    if found.source is None:
        return Draft(line, line.span, content, None, cue, NOBODY)
    mention = _excerpt(line.text, _unmarked(line.text, line.original(found.source.mention)))
    draft = Draft(line, line.span, content, mention, cue, _speaker(scene, line, found.source, content))
    draft.to = _speaker(scene, line, found.to, content).name if found.to and content else None
    verb = VERBS.get(cue.text.lower())
    if content and (draft.to or (verb and verb.name == "ask" and not _is_named(scene, draft))):
        draft.asks = bool(_QUESTION.search(line.text[content[0].start : content[-1].end]))
    return draft


def _is_named(scene: Scene, draft: Draft) -> bool:
    """Whether one who asks is somebody the article names: he may go on, which "a reporter" does not."""
    return draft.speaker.name is None or draft.speaker.name in scene.people.people


def _speaker(scene: Scene, line: Line, source: Source, content: list[Span]) -> Speaker:
    noun = line.original(source.noun)
    if _is_author(line, source):
        author = scene.article.author or ""
        return Speaker(author) if is_full_name(author) else NOBODY
    pronoun = line.text[slice(*noun)]
    pronoun = "" if pronoun in ("WHO", "IT", "US") else pronoun.lower()
    if pronoun in _UNRESOLVED:
        return NOBODY
    if pronoun not in _PERSONAL:
        return speaker_of(scene.people, line.text, noun, [line.original(name) for name in source.names])
    wanted = "he" if pronoun in _MALE else "she"
    name = pronoun_speaker(scene.people, noun.start, wanted, scene.page, line.number, content, scene.spoken)
    return speaker_named(scene.people, name)


def _open(drafts: list[Draft], line: Line) -> Draft:
    """Of the statements of one sentence the one that a quotation behind it goes on with: announced, or quoted too."""
    marks = {q.start for q in line.quotations}
    quoted = [d for d in drafts if d.mention and any(span.start in marks for span in d.content)]
    announced = [d for d in drafts if d.mention and not d.content]
    return (announced[-1:] or quoted[:1] or [d for d in drafts if d.mention][-1:] or drafts[-1:])[0]


def _is_of(scene: Scene, draft: Draft, line: Line) -> bool:
    """Whether a line of quotation tells of the speaker as of another: "But Roe was relentless."."""
    here = scene.people.within(*line.span)
    named = [place.span.start for place in here if place.leads and place.person.name == draft.speaker.name]
    return any(q.start < at < q.end for q in line.quotations for at in named)


def _continue(draft: Draft | None, line: Line) -> None:
    """A sentence of pure quotation goes on with what was said, or announced ("Roe said:"), before it."""
    if draft is None or draft.last is None:
        return
    apart = line.number - draft.last.number
    begun = any(q.start < draft.span.end for q in draft.last.quotations)
    if apart <= 1 or (begun and draft.content and line.paragraphs - draft.last.paragraphs <= 2):
        _add(draft, line, [Span(q.start, q.end) for q in line.quotations])


def _is_announced(draft: Draft, line: Line) -> bool:
    """Whether a line without marks belongs to the paragraph that was announced with a colon: "Roe wrote:"."""
    assert draft.last
    if draft.content:
        return draft.announced and line.paragraph == draft.last.paragraph
    ended = line.number == draft.last.number + 1 and line.paragraph != draft.last.paragraph
    draft.announced = ended and line.text[slice(*draft.last.span)].endswith(":")
    return draft.announced


def _add(draft: Draft, line: Line, content: list[Span]) -> None:
    draft.content += content
    draft.span = Span(draft.span.start, line.span.end)
    draft.last = line


def _statement(article: Article, draft: Draft, quotations: list[Quotation]) -> Statement:
    content = tuple(_merged(draft.content))
    quotes = content if draft.own else tuple(_quotes(draft, content, quotations))
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


def _quotes(draft: Draft, content: tuple[Span, ...], quotations: list[Quotation]) -> list[Span]:
    """What of the content is quoted; where the cue is quoted too, the words are those of whoever quotes."""
    own = []
    for part in content:
        near = [q for q in touching(quotations, part) if not (draft.cue and q.start <= draft.cue.start < q.end)]
        own += [Span(max(part.start, q.inside.start), min(part.end, q.inside.end)) for q in near]
    return [span for span in own if span.start < span.end]


def _unmarked(text: str, span: Span) -> Span:
    """A mention without the mark of a quotation that ends before it."""
    words = text[slice(*span)]
    bare = words.lstrip(DOUBLE + " ")
    return Span(span.end - len(bare), span.end) if bare and words[0] in DOUBLE and not set(DOUBLE) & set(bare) else span


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
