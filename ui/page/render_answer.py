"""Answers as HTML: their claims, the marks of their citations, the articles drawn on, and how they were made."""

from __future__ import annotations

from collections.abc import Sequence

from qa import Answer, Citation, Claim, Copy, LeftOut
from qa.understand.talk import talk_of
from ui.page import reference
from ui.page.markup import count, text


def answer(answer: Answer, state: str, origin: str) -> str:
    """Its claims and the articles that they draw on, as far as it got."""
    # Small talk finds nothing either, and asks for nothing.
    absent = state == "done" and not answer.found and not talk_of(answer.question)
    verdict = '<p class="verdict">Not in the archive</p>' if absent else ""
    claims = "".join(_claim(claim, origin) for claim in answer.claims)
    return f'<div class="answer{" absent" if absent else ""}">{verdict}{claims}{_sources(answer)}</div>'


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


def _claim(claim: Claim, origin: str) -> str:
    marks = _marks_by_quote(claim)
    lead_marks = "" if claim.quotes else _marks(claim.citations)
    lead = f'<p class="lead">{_lead(claim)}{lead_marks}</p>' if claim.lead or lead_marks else ""
    quotes = "".join(_quote(q, own, claim, origin) for q, own in zip(claim.quotes, marks, strict=True))
    return f'<div class="claim">{lead}{quotes}</div>'


def _lead(claim: Claim) -> str:
    """The assistant's own sentence, the speaker's name in it set out and linked to all they said.

    A headline in its place names whom it likes.
    """
    named = (c.speaker for c in claim.citations if c.speaker and not claim.lead.startswith(c.title))
    speaker = next((speaker for speaker in named if speaker in claim.lead), None)
    if speaker is None:
        return text(claim.lead)
    before, _, after = claim.lead.partition(speaker)
    name = f'<a data-person href="{text(reference.person(speaker))}">{text(speaker)}</a>'
    return f"{text(before)}<strong>{name}</strong>{text(after)}"


def _marks_by_quote(claim: Claim) -> list[list[Citation]]:
    """Each citation once, at the last of the quotations that it holds; at the last of all where it holds none."""
    marks: list[list[Citation]] = [[] for _ in claim.quotes]
    for citation in claim.citations:
        holding = [n for n, quote in enumerate(claim.quotes) if quote in citation.text]
        if marks:
            marks[holding[-1] if holding else -1].append(citation)
    return marks


def _quote(quote: str, marks: Sequence[Citation], claim: Claim, origin: str) -> str:
    citation = next((c for c in claim.citations if quote in c.text), None)
    copied = reference.plain_quotation([quote], citation, origin) if citation else f"“{quote}”"
    return (
        f'<blockquote><p>“<bdi class="words">{text(quote)}</bdi>”<span class="ends">{_marks(marks)}'
        f'<button type="button" class="copy" data-copy="{text(copied)}" '
        'title="Copy this quotation with its reference">Copy</button></span></p></blockquote>'
    )


def _marks(citations: Sequence[Citation]) -> str:
    return "".join(_mark(citation) for citation in citations)


def _mark(citation: Citation) -> str:
    where = reference.where(citation.title, citation.publisher, citation.published)
    href = reference.link(citation.article, citation.start, citation.end)
    return (
        f'<span class="mark"><a class="cite" href="{text(href)}" aria-label="Source {citation.number}: {text(where)}">'
        f'[{citation.number}]</a><span class="card" aria-hidden="true"><b>{text(where)}</b>'
        f"<bdi>{text(citation.text)}</bdi>{_printed_too(citation.also)}</span></span>"
    )


def _printed_too(also: Sequence[Copy]) -> str:
    """Where else the words stand, on a card, which cannot be clicked."""
    titles = ", ".join(reference.where(copy.title, None, copy.published) for copy in also)
    return f"<small>Also in {text(titles)}</small>" if also else ""


def _sources(answer: Answer) -> str:
    """The articles that the answer drew on, each with the numbers of its citations."""
    numbers: dict[str, list[Citation]] = {}
    for citation in answer.citations:
        numbers.setdefault(citation.article, []).append(citation)
    items = "".join(_source(cited) for cited in numbers.values())
    return f'<ul class="sources" aria-label="Articles drawn on">{items}</ul>' if items else ""


def _source(cited: Sequence[Citation]) -> str:
    first = cited[0]
    named = " · ".join(part for part in (first.publisher, reference.day(first.published)) if part)
    return (
        f'<li><a data-open href="{text(reference.link(first.article))}">{text(first.title)}</a> '
        f'<span>{text(named)}</span> <span class="numbers">{"".join(f"[{c.number}]" for c in cited)}</span>'
        f"{''.join(_also(c, alone=len(cited) == 1) for c in cited if c.also)}</li>"
    )


def _also(citation: Citation, alone: bool) -> str:
    """The other articles that print a citation's words, each opened at them."""
    which = "Also in" if alone else f"[{citation.number}] also in"
    return f'<span class="also">{which} {", ".join(_copy(copy) for copy in citation.also)}</span>'


def _copy(copy: Copy) -> str:
    href = reference.link(copy.article, copy.start, copy.end)
    day = f" ({reference.day(copy.published)})" if copy.published else ""
    return f'<a data-open href="{text(href)}"><bdi>{text(copy.title)}</bdi></a>{day}'
