"""Where a quotation came from, as HTML: the articles that print it, each under the earlier one it is nearest to."""

from __future__ import annotations

from collections.abc import Sequence

from qa import Citation
from qa.check import How, Variant
from qa.wording import spelt
from ui.page import reference
from ui.page.markup import count, text

_MOST = 20
"""Articles that are shown; all are in the JSON."""

_TOLD: dict[How, str] = {
    "same": "the same words",
    "cut": "cut",
    "longer": "more of it",
    "changed": "words changed",
    "reported": "in the outlet’s words",
    "other_speaker": "given to another speaker",
}


def tree(variants: Sequence[Variant]) -> str:
    """All of them in a block that opens; nothing where but one article prints it."""
    if len(variants) < 2:
        return ""
    shown, left = variants[:_MOST], len(variants) - _MOST
    more = f'<p class="how">and {count(left, "more article")}</p>' if left > 0 else ""
    otherwise = sum(not variant.exact for variant in variants)
    told = f"printed in {count(len(variants), 'article')}{f', in {otherwise:,} otherwise' if otherwise else ''}"
    return (
        f"<details><summary>Where it came from: {told}</summary>"
        f'<ul class="tree">{_under(None, shown)}</ul>{more}</details>'
    )


def _under(parent: int | None, variants: Sequence[Variant]) -> str:
    return "".join(_node(variant, variants) for variant in variants if variant.parent == parent)


def _node(variant: Variant, variants: Sequence[Variant]) -> str:
    later = _under(variant.citation.number, variants)
    words = "" if variant.how == "same" else f"<q>{_diff(variant)}</q>"
    return (
        f'<li><p class="how">{text(_how(variant))}</p><p class="where">{opening(variant.citation)}</p>{words}'
        f"{f'<ul>{later}</ul>' if later else ''}</li>"
    )


def _how(variant: Variant) -> str:
    told = _TOLD[variant.how] if variant.how else "first in the archive" if variant.citation.published else ""
    outlets = "" if variant.own or variant.how == "reported" else _TOLD["reported"]
    undated = "" if variant.citation.published else "no date: when is not known"
    how = ", ".join(part for part in (told, outlets, undated) if part)
    return how[:1].upper() + how[1:]


def _diff(variant: Variant) -> str:
    """Its words, those that the earlier one alone has struck through, those that it alone has set out."""
    return " ".join(piece(*one) for one in variant.diff) or text(variant.words)


def piece(op: str, words: str) -> str:
    """Words that the earlier text alone has struck through, that the later one alone has set out."""
    match op:
        case "gone":
            return f"<del>{text(words)}</del>"
        case "new":
            return f"<ins>{text(words)}</ins>"
    return text(words)


def opening(citation: Citation) -> str:
    """Who says it, and the article's title, which opens it at the words, with its outlet and day."""
    told = ", ".join(part for part in (citation.publisher, spelt(citation.published)) if part)
    speaker = f"<bdi>{text(citation.speaker)}</bdi>, " if citation.speaker else ""
    outlet = f" <span><bdi>{text(told)}</bdi></span>" if told else ""
    return f'{speaker}<a data-open href="{text(link(citation))}"><bdi>{text(citation.title)}</bdi></a>{outlet}'


def link(citation: Citation) -> str:
    """The address that opens the article at the words."""
    return reference.words(citation.article, citation.start, citation.end, citation.version)
