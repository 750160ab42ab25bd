"""A checked draft as HTML: its text to the character with the findings marked, and each finding with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from qa.check import Change, Checked, Finding, Verdict
from ui.page.markup import text
from ui.page.render_variants import link, opening, tree

_SAID = {
    "negation": "negation",
    "modality": "modality",
    "number": "number",
    "name": "name",
    "speaker": "who says it",
    "roles": "who does it to whom",
}


def checked(draft: str, result: Checked, notes: Sequence[str] = (), *, as_word: bool = False) -> str:
    """The draft as it was checked; findings are numbered from 1 in the order in which they stand.

    notes: what its reader had to say of its file; as_word: whether that can be given back with comments.
    """
    told = "".join(f'<p class="note">{text(note)}</p>' for note in (*notes, *result.notes))
    cards = "".join(_card(n, finding) for n, finding in enumerate(result.findings, 1))
    listed = f'<ol class="findings" aria-label="What was found">{cards}</ol>' if cards else ""
    return (
        f'<header class="sum"><h2 tabindex="-1">{_summary(result)}</h2>'
        f'<div class="acts"><button type="button" data-again>Check another</button>{_saving(result, as_word)}</div>'
        "</header>"
        f"{told}{_legend(result.findings)}"
        f'<div class="draft" lang="en">{_marked(draft, result.findings)}</div>{listed}'
    )


def _summary(result: Checked) -> str:
    if not result.findings:
        return "No quotation of three words or more"
    faults, absent = len(result.faults), sum(f.verdict is Verdict.ABSENT for f in result.findings)
    told = f"{faults} to be mended" if faults else "Nothing to be mended"
    rest = f", {absent} not in the archive" if absent else ""
    return f"{told}{rest} <small>of {len(result.findings)} looked at</small>"


def _saving(result: Checked, as_word: bool) -> str:
    if not result.findings:
        return ""
    word = '<button type="button" data-save="docx">Save with comments</button>' if as_word else ""
    return f'{word}<button type="button" data-save="capsule">Save capsule</button>'


def _legend(findings: Sequence[Finding]) -> str:
    kinds = dict.fromkeys(_colour(finding) for finding in findings)
    named = {"good": "borne out", "open": "not told by the archive", "wrong": "to be mended"}
    items = "".join(
        f'<li><span class="found-words {kind}">{named[kind]}</span></li>' for kind in named if kind in kinds
    )
    return f'<ul class="legend" aria-label="Marks">{items}</ul>' if items else ""


def _colour(finding: Finding) -> str:
    if finding.is_fault:
        return "wrong"
    return "good" if finding.verdict in (Verdict.VERBATIM, Verdict.BORNE_OUT) else "open"


def _marked(draft: str, findings: Sequence[Finding]) -> str:
    """The text cut at every bound of a finding, each piece under the narrowest; the pieces, joined, are the text."""
    bounds = sorted({0, len(draft), *(at for f in findings for at in (f.start, f.end))})
    pieces, labelled = [], set()
    for start, end in pairwise(bounds):
        piece = text(draft[start:end])
        over = [(f.end - f.start, n) for n, f in enumerate(findings, 1) if f.start <= start < f.end]
        if over:
            _, n = min(over)
            piece = _mark(piece, n, findings[n - 1], label=n not in labelled)
            labelled.add(n)
        pieces.append(piece)
    return "".join(pieces)


def _mark(piece: str, n: int, finding: Finding, label: bool) -> str:
    # The number stands in an attribute: the text of the page stays the text of the draft.
    number = f' data-n="{n}"' if label else ""
    how = f'class="found-words {_colour(finding)}"{number} title="{n}: {text(finding.verdict.told)}"'
    if not finding.evidence:
        return f'<a {how} href="#finding-{n}" data-finding="{n}">{piece}</a>'
    return f'<a {how} data-open data-finding="{n}" href="{text(link(finding.evidence[0]))}">{piece}</a>'


def _card(n: int, finding: Finding) -> str:
    return (
        f'<li id="finding-{n}" class="{_colour(finding)}"><p class="verdict" data-n="{n}">{_verdict(finding)}</p>'
        f"<blockquote>{_words(finding)}</blockquote>{_turns(finding)}{_evidence(finding)}"
        f"{tree(finding.variants)}</li>"
    )


def _verdict(finding: Finding) -> str:
    told = f"<strong>{text(finding.verdict.told[0].upper() + finding.verdict.told[1:])}</strong>"
    claimed = f"<span><bdi>{text(finding.claimed)}</bdi></span>" if finding.claimed else ""
    another = finding.verdict is Verdict.MISATTRIBUTED or "speaker" in finding.turns
    who = f"<span>said by <bdi>{text(finding.speaker)}</bdi></span>" if another and finding.speaker else ""
    return f"{told}{claimed}{who}"


def _words(finding: Finding) -> str:
    """The draft's words, those that differ struck through, with the article's behind them."""
    pieces, at = [], finding.start
    for change in finding.diff:
        pieces.append(text(finding.text[at - finding.start : change.start - finding.start]))
        pieces.append(_changed(change))
        at = change.end
    return "".join([*pieces, text(finding.text[at - finding.start :])])


def _changed(change: Change) -> str:
    gone = f"<del>{text(change.draft)}</del>" if change.draft else ""
    between = " " if change.draft and change.article else ""
    held = f"<ins>{text(change.article)}</ins>{'' if change.draft else ' '}" if change.article else ""
    return f"{gone}{between}{held}"


def _turns(finding: Finding) -> str:
    if not finding.turns:
        return ""
    return f'<p class="turns">Turns the meaning: {text(", ".join(_SAID[turn] for turn in finding.turns))}</p>'


def _evidence(finding: Finding) -> str:
    if not finding.evidence:
        return '<p class="where">The archive has nothing like it; it may have been said all the same.</p>'
    lead = "Nearest: " if finding.verdict is Verdict.ABSENT else ""
    return "".join(
        f'<p class="where"><span class="lead">{lead}</span>{opening(citation)}</p><q>{text(citation.text)}</q>'
        for citation in finding.evidence
    )
