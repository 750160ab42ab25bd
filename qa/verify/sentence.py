"""A claim as it is checked: its sentence, its quotations, and who it says said what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Article, Span, Statement
from index.statements import find_all
from qa.answer import Claim
from qa.verify.quoting import Quotation, inserted, outside, quotations

_INNER = re.compile(r"[“”„‟«»\"]|''|``")
_LABEL = re.compile(r"(?:^|[:.]\s)\s*([^\W\d_a-zß-öø-ÿ][^:“”\"\n]{1,100}):\s+(?=[“\"«„'‘>])")
_LEAD = re.compile(r"([^:“\n]+?)(?: said(?: \([^:“\n()]+\))?)?:\s+(?=“)")
_LABEL_ALONE = re.compile(r"[^:“\n]+:|")
_OPENING = re.compile(r"^The nearest it holds: ")
"""How qa/extract.py introduces what is no answer: a remark on the archive, not on the world."""
_ARTICLE = re.compile(r"the (?:article|report|paper|text|passage)\b", re.I)


@dataclass(frozen=True)
class Attribution:
    """What a claim says was said: how it names the speaker, and where the name and the content stand in it."""

    mention: str
    content: tuple[Span, ...]
    spans: tuple[Span, ...]

    def covers(self, span: Span) -> bool:
        return any(s.start < span.end and span.start < s.end for s in self.content)


@dataclass(frozen=True)
class Sentence:
    """A claim's text with its quotations, the exact quotes of the claim behind its lead among them."""

    text: str
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    shown: int | None = None
    """Where the quotes behind the lead begin, if the lead gives them as the article's words, not as a person's."""

    @cached_property
    def own(self) -> str:
        """The words that are not quoted, what brackets put into quotations among them."""
        blanked = outside(self.text, list(self.quotations))
        return " ".join([blanked, *(f" {inserted(q.words)}" for q in self.quotations if "[" in q.words)])

    @cached_property
    def unattributed(self) -> str:
        """The words outside of quotations and of all that is said to be said."""
        text = outside(self.text, list(self.quotations))
        spans = [span for a in self.attributions for span in (*a.content, *a.spans)]
        return outside(text, [Quotation(*span, "") for span in spans])

    def unquoted(self, spans: Sequence[Span]) -> str:
        """What stands at the spans outside of quotations."""
        text = outside(self.text, list(self.quotations))
        return " ".join(text[slice(*span)] for span in spans)


def sentences_of(claims: Sequence[Claim]) -> list[Sentence]:
    """Each claim as a sentence; who said what in it is found by the rules that find it in articles."""
    texts = [_text(claim) for claim in claims]
    # Where nothing but a label stands before exact quotes, it says who speaks: there is nothing to parse. Nor is there
    # where nothing is cited.
    parsed = [n for n, claim in enumerate(claims) if claim.citations and not _is_labelled(claim)]
    said = dict(zip(parsed, find_all([Article(f"claim {n}", texts[n][0], "") for n in parsed]), strict=True))
    return [_sentence(claim, *texts[n], said.get(n, [])) for n, claim in enumerate(claims)]


def _is_labelled(claim: Claim) -> bool:
    return bool(claim.quotes and _LABEL_ALONE.fullmatch(claim.lead))


def _text(claim: Claim) -> tuple[str, tuple[Quotation, ...]]:
    """The sentence with its exact quotes in marks that none of their own can close, and all quotations in it."""
    lead = _untitled(claim)
    text, own = lead, quotations(lead)
    for quote in claim.quotes:
        text += " “" if text else "“"
        start = len(text) - 1
        text += _INNER.sub(lambda mark: "'" * len(mark[0]), quote) + "”"
        own.append(Quotation(start, len(text), quote))
    return text, tuple(own)


def _untitled(claim: Claim) -> str:
    """The lead without the titles of the cited articles, which it may name as they are."""
    lead = _OPENING.sub("", claim.lead)
    for title in {c.title for c in claim.citations if len(c.title.split()) > 2}:
        lead = lead.replace(title, " " * len(title))
    return lead if lead.strip(' :,.“”"') else ""


def _sentence(claim: Claim, text: str, quoted: tuple[Quotation, ...], said: Sequence[Statement]) -> Sentence:
    # What is told within a quotation is verbatim, and no claim of the sentence's own.
    found = [_attribution(s) for s in said if s.mention and not _quoted(s.mention.start, quoted)]
    label = (_LEAD.match(text) if claim.quotes else None) or _LABEL.search(text)
    behind = Span(label.end() if label else 0, len(text))
    if claim.quotes and (text[:1] == "“" or (label and _is_article(label[1], claim))):
        named = len(label[1].split(",")[0]) if label else 0
        at = label.start(1) if label else 0
        return Sentence(text[:at] + " " * named + text[at + named :], quoted, (), behind.start)
    if label and not _quoted(label.start(1), quoted) and not any(a.covers(behind) for a in found):
        found.append(Attribution(label[1], (behind,), (Span(*label.span(1)),)))
    return Sentence(text, quoted, tuple(found))


def _quoted(offset: int, found: Sequence[Quotation]) -> bool:
    return any(q.start <= offset < q.end for q in found)


def _is_article(label: str, claim: Claim) -> bool:
    """Whether a label names the article rather than a speaker: "Harbour Gazette, 3 April 2023:", "(2023-04-03):"."""
    named = label.split(",")[0].strip()
    published_by = {c.publisher for c in claim.citations}
    return not any(map(str.isalpha, named)) or bool(_ARTICLE.match(named)) or named in published_by


def _attribution(statement: Statement) -> Attribution:
    named = [Span(e.start, e.end) for e in (statement.mention, statement.cue) if e]
    mention = statement.mention.text if statement.mention else ""
    if mention.lower() in ("he", "she") and statement.speaker:
        mention = statement.speaker
    return Attribution(mention, statement.content, tuple(named))
