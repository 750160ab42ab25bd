"""A claim of an answer as HTML: who speaks, the articles' words, and the marks of its citations.

What answers stands whole; of what else is long the sentence that answers, or else the first, is shown until somebody
wants more. Every word is there all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from index import Span
from index.english.marks import DOUBLE
from index.sentences import sentences, trimmed
from qa import Citation, Claim, Copy, Words
from qa.answer import AnswerSpan
from qa.wording import changed, introduction, outlet, shown
from ui.page import reference
from ui.page.markup import flowing, opening, text
from ui.page.render_corrections import MARK

_LONG = 220
"""Characters that fill more than three lines of the page: what does not answer is folded where it has more."""

_TWO_LINES = 160
"""Characters of them that stay, where the sentences that do are shorter."""

_HOW = {"in": True, "nearly so in": False}
"""How copies have the words: whether they are the same."""


def answering(claims: Sequence[Claim]) -> list[Claim]:
    """Those that answer: which holds the answering words; where none does, somebody's own words, or else the first."""
    held = [claim for claim in claims if claim.answer][:1]
    return held or [c for c in claims if c.kind == "quoted"] or [c for c in claims if c.words][:1]


def claim(claim: Claim, before: Sequence[Claim], origin: str, answers: bool) -> str:
    """One claim, behind those that are shown before it; one that does not answer is folded where it is long."""
    said = "" if claim.sentence else words(claim, origin, fold=not answers)
    kind = f"{claim.kind} answers" if answers else claim.kind
    kind += " apart" if answers and claim.answer else ""
    return f'<div class="claim {kind}">{lead(claim, before)}{said}</div>'


def lead(claim: Claim, before: Sequence[Claim]) -> str:
    """Who speaks, or what is said without citing words."""
    said = claim.sentence or introduction(claim, before)
    after = mark_of(claim)
    after += _marks(claim.citations) if claim.sentence else ""
    again = "" if claim.corrected else _said_again(claim, before, said)
    if again == said and said:
        return f'<p class="lead unseen">{text(said)}</p>'
    opening, _, closing = said.partition(again) if again else (said, "", "")
    unseen = f'<span class="unseen">{text(again)}</span>' if again else ""
    return f'<p class="lead">{_naming(opening, claim)}{unseen}{_naming(closing, claim)}{after}</p>'


def words(claim: Claim, origin: str, fold: bool = False) -> str:
    """The articles' words that a claim shows, a block for each stretch."""
    return "".join(_words(number, claim, origin, fold) for number in range(len(claim.words)))


def _said_again(claim: Claim, before: Sequence[Claim], said: str) -> str:
    """What of an introduction was read just above: it stays for those who hear the page."""
    last = before[-1] if before else None
    if last is None or claim.sentence or last.sentence or not claim.speaker or last.speaker != claim.speaker:
        return ""
    if last.citations[0].article == claim.citations[0].article:
        return said
    if claim.kind == "reported":
        return f" on {claim.speaker}:"
    where = outlet(claim)
    return said[: -len(where) - 1] if said[-len(where) - 1 : -1].casefold() == where.casefold() else ""


def _naming(said: str, claim: Claim) -> str:
    """A sentence, the speaker's name in it set out and linked to all they said."""
    if not claim.speaker or claim.speaker not in said:
        return text(said)
    before, _, after = said.partition(claim.speaker)
    return f"{text(before)}{name(claim)}{text(after)}"


def name(claim: Claim) -> str:
    """Who speaks, linked to all they said."""
    said = claim.speaker or ""
    return f'<strong><a data-person href="{text(reference.person(said))}">{text(said)}</a></strong>'


def mark_of(claim: Claim) -> str:
    """That the speaker is so by a user's word."""
    return f" {MARK}" if claim.corrected else ""


def _words(number: int, claim: Claim, origin: str, fold: bool) -> str:
    """A stretch of an article's words, marked for what it is; its citation's mark stands at the last of its words."""
    words = claim.words[number]
    opens, _, closing = shown(words, claim.kind).partition(words.text)
    begun = "… " if claim.kind == "quoted" and number == 0 and words.opens else ""
    last = all(other.citation != words.citation for other in claim.words[number + 1 :])
    marks = _marks([claim.citations[words.citation]]) if last else ""
    what = text(_called(words, claim))
    rest = _rest(words, claim) if fold and len(words.text) > _LONG else ()
    if rest and max(map(words.text.rfind, DOUBLE)) >= rest[1].start - words.start:
        closing = f'<span class="rest">{closing}</span>'  # of a quotation that begins in what is folded
    said = f'{begun}{opens}<bdi class="words">{_set_out(words, claim, rest)}</bdi>{closing}'
    # A name for the fold that lasts, since with each part of an answer all is made anew.
    at = f' class="folded" data-fold="{words.start}-{claim.citations[words.citation].number}"' if rest else ""
    more = (
        f'<button type="button" class="unfold" data-unfold aria-expanded="false" aria-label="More of the {what}">'
        "more</button>"
    )
    return (
        f'<blockquote{at}><p>{said}<span class="ends">{marks}{more if rest else ""}'
        f'<span class="ways"><button type="button" class="copy" aria-label="Copy the {what}" '
        f'data-copy="{text(reference.copied(_alone(words, claim), origin))}" '
        f'title="Copy it with its reference">Copy</button>'
        f'<button type="button" class="pin" data-pin aria-label="Pin the {what}" '
        f'title="Pin it in the notebook">Pin</button></span></span></p></blockquote>'
    )


def _alone(words: Words, claim: Claim) -> Claim:
    """The claim of these words alone, with their citation."""
    return replace(claim, words=(words._replace(citation=0),), citations=(claim.citations[words.citation],))


def _called(words: Words, claim: Claim) -> str:
    """What words are called, so that whoever hears the page can tell them from all others of an answer."""
    where = f"quotation by {claim.speaker}" if claim.kind == "quoted" else f"passage from {claim.citations[0].title}"
    return f"{where}: {opening(words.text)}"


def _set_out(words: Words, claim: Claim, rest: Sequence[Span]) -> str:
    """The words, with what of an outlet's is the speaker's own set out in them, and what answers, in its sentence; rest
    is what is before and after those that are never folded.
    """
    own = words.own if claim.kind == "reported" else ()
    answer = _answer(words, claim)
    answers = [Span(answer.start, answer.end)] if answer else []
    around = [span for span in _sentences(words) if not _meet(span, answer)] if answer else []
    before, after = ([span] for span in rest) if rest else ([], [])
    marked = (
        (own, "b"),
        (answers, 'strong class="answering"'),
        (around, 'span class="around"'),
        (before, 'span class="rest before"'),
        (after, 'span class="rest after"'),
    )
    bounds = sorted({words.start, words.end, *(at for spans, _ in marked for span in spans for at in span)})
    pieces = []
    for start, end in pairwise(bounds):
        piece = flowing(words.text[start - words.start : end - words.start])
        for spans, tag in marked:
            if any(s.start <= start < s.end for s in spans):
                piece = f"<{tag}>{piece}</{tag.split()[0]}>"
        pieces.append(piece)
    return "".join(pieces)


def _rest(words: Words, claim: Claim) -> tuple[Span, Span] | tuple[()]:
    """What of long words may be folded: all before and after the sentences that answer, or else the first; two lines
    stay at least. Nothing where little would be.
    """
    spans, answer = _sentences(words), _answer(words, claim)
    stay = [span for span in spans if answer and _meet(span, answer)] or spans[:1]
    end = max([stay[-1].end, *(span.end for span in spans if span.end - stay[0].start <= _TWO_LINES)])
    stays = trimmed(words.text, Span(stay[0].start - words.start, end - words.start))
    if len(words.text) - (stays.end - stays.start) < _LONG - _TWO_LINES:
        return ()
    return Span(words.start, words.start + stays.start), Span(words.start + stays.end, words.end)


def _sentences(words: Words) -> list[Span]:
    return [Span(words.start + start, words.start + end) for start, end in sentences(words.text)]


def _meet(span: Span, answer: AnswerSpan) -> bool:
    return span.start < answer.end and answer.start < span.end


def _answer(words: Words, claim: Claim) -> AnswerSpan | None:
    """The words that answer, where they are among these."""
    answer = claim.answer
    held = answer and words.citation == answer.citation and words.start <= answer.start and answer.end <= words.end
    return answer if held else None


def _marks(citations: Sequence[Citation]) -> str:
    return "".join(_mark(citation) for citation in citations)


def _mark(citation: Citation) -> str:
    where = reference.cited(citation)
    href = reference.words(citation.article, citation.start, citation.end, citation.version)
    return (
        f'<span class="mark"><a class="cite" href="{text(href)}" aria-label="Source {citation.number}: {text(where)}">'
        f'[{citation.number}]</a><span class="card" aria-hidden="true"><b>{text(where)}</b>'
        f"<bdi>{text(citation.text)}</bdi>{_read_otherwise(citation)}{_printed_too(citation.also)}</span></span>"
    )


def _read_otherwise(citation: Citation) -> str:
    """That the words read otherwise once, or do by now."""
    told = changed(citation.was, citation.now)
    return f"<small>{text(told)}</small>" if told else ""


def _printed_too(also: Sequence[Copy]) -> str:
    """Where else the words stand, on a card, which cannot be clicked."""
    listed = copies(also, lambda copy: text(reference.where(copy.title, None, copy.published)))
    return f"<small>Also {listed}</small>" if also else ""


def copies(also: Sequence[Copy], named: Callable[[Copy], str]) -> str:
    """Copies, those that have nearly the same words last."""
    parts = [(how, ", ".join(named(copy) for copy in also if copy.same == same)) for how, same in _HOW.items()]
    return ", ".join(f"{how} {names}" for how, names in parts if names)
