"""Answers as HTML: their claims, the marks of their citations, the articles drawn on, and how they were made."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from index import Span
from qa import Answer, Citation, Claim, Copy, LeftOut, Words
from qa.answer import AnswerSpan, More, Status
from qa.wording import changed, introduction, shown, spelt
from ui.page import reference
from ui.page.markup import count, text
from ui.page.render_corrections import MARK

_HOW = {"in": True, "nearly so in": False}
"""How copies have the words: whether they are the same."""

_VERDICTS: dict[Status, str] = {"absent": "Not in the archive", "related": "No answer, but passages that mention it"}


def answer(answer: Answer, state: str, origin: str) -> str:
    """Its claims and the articles that they draw on, as far as it got."""
    verdict = _VERDICTS.get(answer.status, "") if state == "done" else ""
    told = f'<p class="verdict">{verdict}</p>' if verdict else ""
    claims = "".join(_claim(claim, answer.claims[:n], origin) for n, claim in enumerate(answer.claims))
    set_apart = f" {answer.status}" if verdict else ""
    return f'<div class="answer{set_apart}">{told}{claims}{_more(answer.more)}{_sources(answer)}</div>'


def _more(more: More | None) -> str:
    if not more:
        return ""
    on = f" on <bdi>{text(more.topic)}</bdi>" if more.topic else ""
    address = text(reference.person(more.speaker, more.topic))
    said = f"All {more.statements:,} statements by <bdi>{text(more.speaker)}</bdi>{on}"
    return f'<p class="more"><a data-person href="{address}">{said}</a></p>'


def made(answer: Answer) -> str:
    """Who wrote the answer, and from how much; what was left out of it opens on a click."""
    made = ""
    if answer.found and answer.citations:
        cited = count(len({citation.article for citation in answer.citations}), "article")
        found = f"{count(answer.passages, 'passage')} found, {cited} cited" if answer.passages else ""
        made = " · ".join(part for part in (f"<bdi>{text(reference.writer(answer))}</bdi>", found) if part)
    return (f'<p class="made">{made}</p>' if made else "") + _left_out(answer.left_out)


def _left_out(left_out: Sequence[LeftOut]) -> str:
    if not left_out:
        return ""
    replaced = sum(one.replaced for one in left_out)
    gone = len(left_out) - replaced
    counted = [f"{count(gone, 'sentence')} left out"] if gone else []
    if replaced:
        counted.append(f"{replaced if gone else count(replaced, 'sentence')} replaced by the articles’ words")
    items = "".join(
        f"<li><bdi>{text(one.text)}</bdi> "
        f"<span>{'Replaced' if one.replaced else 'Left out'}: {text(one.reason)}.</span></li>"
        for one in left_out
    )
    return f'<details class="left-out"><summary>{", ".join(counted)}</summary><ul>{items}</ul></details>'


def _claim(claim: Claim, before: Sequence[Claim], origin: str) -> str:
    said = claim.sentence or introduction(claim, before)
    marks = _marks(claim.citations) if claim.sentence else ""
    mark = f" {MARK}" if claim.corrected else ""
    lead = f'<p class="lead">{_naming(said, claim)}{mark}{marks}</p>'
    if said == f"{claim.speaker}:" and not claim.corrected:
        # It was said above; here it is for those who hear the page.
        lead = f'<p class="lead unseen">{text(said)}</p>'
    words = "" if claim.sentence else "".join(_words(n, claim, origin) for n in range(len(claim.words)))
    return f'<div class="claim {claim.kind}">{lead}{words}</div>'


def _naming(said: str, claim: Claim) -> str:
    """A sentence, the speaker's name in it set out and linked to all they said."""
    if not claim.speaker or claim.speaker not in said:
        return text(said)
    before, _, after = said.partition(claim.speaker)
    name = f'<a data-person href="{text(reference.person(claim.speaker))}">{text(claim.speaker)}</a>'
    return f"{text(before)}<strong>{name}</strong>{text(after)}"


def _words(number: int, claim: Claim, origin: str) -> str:
    """A stretch of an article's words, marked for what it is; its citation's mark stands at the last of its words."""
    words = claim.words[number]
    opening, _, closing = shown(words, claim.kind).partition(words.text)
    begun = "… " if claim.kind == "quoted" and number == 0 and words.opens else ""
    last = all(other.citation != words.citation for other in claim.words[number + 1 :])
    marks = _marks([claim.citations[words.citation]]) if last else ""
    what = f"quotation by {claim.speaker}" if claim.kind == "quoted" else "passage"
    return (
        f'<blockquote><p>{begun}{opening}<bdi class="words">{_set_out(words, claim)}</bdi>{closing}'
        f'<span class="ends">{marks}'
        f'<button type="button" class="copy" data-copy="{text(reference.copied(_alone(words, claim), origin))}" '
        f'aria-label="Copy the {text(what)}" title="Copy it with its reference">Copy</button>'
        f'<button type="button" class="pin" data-pin aria-label="Pin the {text(what)}" '
        f'title="Pin it in the notebook">Pin</button></span></p></blockquote>'
    )


def _alone(words: Words, claim: Claim) -> Claim:
    """The claim of these words alone, with their citation."""
    return replace(claim, words=(words._replace(citation=0),), citations=(claim.citations[words.citation],))


def _set_out(words: Words, claim: Claim) -> str:
    """The words, with what of an outlet's is the speaker's own, and what answers the question, set out in them."""
    own = words.own if claim.kind == "reported" else ()
    answering = [Span(claim.answer.start, claim.answer.end)] if claim.answer and _holds(words, claim.answer) else []
    bounds = sorted({words.start, words.end, *(at for span in (*own, *answering) for at in span)})
    pieces = []
    for start, end in pairwise(bounds):
        piece = text(words.text[start - words.start : end - words.start])
        piece = f"<b>{piece}</b>" if any(s.start <= start < s.end for s in own) else piece
        answers = any(s.start <= start < s.end for s in answering)
        pieces.append(f'<strong class="answering">{piece}</strong>' if answers else piece)
    return "".join(pieces)


def _holds(words: Words, answer: AnswerSpan) -> bool:
    return words.citation == answer.citation and words.start <= answer.start and answer.end <= words.end


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
    listed = _listed(also, lambda copy: text(reference.where(copy.title, None, copy.published)))
    return f"<small>Also {listed}</small>" if also else ""


def _listed(also: Sequence[Copy], named: Callable[[Copy], str]) -> str:
    """Copies, those that have nearly the same words last."""
    parts = [(how, ", ".join(named(copy) for copy in also if copy.same == same)) for how, same in _HOW.items()]
    return ", ".join(f"{how} {names}" for how, names in parts if names)


def _sources(answer: Answer) -> str:
    """The articles that the answer drew on, each with the numbers of its citations."""
    numbers: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        numbers.setdefault(citation.article, []).append(citation)
    items = "".join(_source(cited) for cited in numbers.values())
    return f'<ul class="sources" aria-label="Articles drawn on">{items}</ul>' if items else ""


def _source(cited: Sequence[Citation]) -> str:
    first = cited[0]
    named = " · ".join(part for part in (first.publisher, spelt(first.published)) if part)
    return (
        f'<li><a data-open href="{text(reference.link(first.article))}">{text(first.title)}</a> '
        f'<span>{text(named)}</span> <span class="numbers">{"".join(f"[{c.number}]" for c in cited)}</span>'
        f"{''.join(_also(c, alone=len(cited) == 1) for c in cited if c.also)}"
        f"{''.join(_revised(c, alone=len(cited) == 1) for c in cited)}</li>"
    )


def _revised(citation: Citation, alone: bool) -> str:
    """What a citation's words were before, or are by now."""
    told, number = changed(citation.was, citation.now), "" if alone else f"[{citation.number}] "
    return f'<span class="also">{number}<bdi>{text(told)}</bdi></span>' if told else ""


def _also(citation: Citation, alone: bool) -> str:
    """The other articles that print a citation's words, each opened at them."""
    which = "Also" if alone else f"[{citation.number}] also"
    return f'<span class="also">{which} {_listed(citation.also, _copy)}</span>'


def _copy(copy: Copy) -> str:
    href = reference.words(copy.article, copy.start, copy.end, copy.version)
    day = f" ({spelt(copy.published)})" if copy.published else ""
    return f'<a data-open href="{text(href)}"><bdi>{text(copy.title)}</bdi></a>{day}'
