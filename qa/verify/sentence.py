"""A chat model's sentence as it is checked: its quotations, and who it says said what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index import Article, Span, Statement
from index.statements import find_all
from qa.answer import Claim
from qa.verify.quoting import Quotation, inserted, outside, quotations

_LABEL = re.compile(r"(?:^|[:.]\s)\s*([^\W\d_a-zß-öø-ÿ][^:“”\"\n]{1,100}):\s+(?=[“\"«„'‘>])")
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
    """What a chat model wrote, with its quotations and who it says said what."""

    text: str
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]

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
    """What each claim's sentence says; who said what in it is found by the rules that find it in articles."""
    texts = [_untitled(claim) for claim in claims]
    said = find_all([Article(f"claim {n}", text, "") for n, text in enumerate(texts)])
    return [_sentence(*each) for each in zip(claims, texts, said, strict=True)]


def _untitled(claim: Claim) -> str:
    """The sentence without the titles of the cited articles, which it may name as they are."""
    text = claim.sentence
    for title in {c.title for c in claim.citations if len(c.title.split()) > 2}:
        text = text.replace(title, " " * len(title))
    return text if text.strip(' :,.“”"') else ""


def _sentence(claim: Claim, text: str, said: Sequence[Statement]) -> Sentence:
    quoted = tuple(quotations(text))
    # What is told within a quotation is verbatim, and no claim of the sentence's own.
    found = [_attribution(s) for s in said if s.mention and not _quoted(s.mention.start, quoted)]
    label = _LABEL.search(text)
    if label and not _quoted(label.start(1), quoted) and not _is_article(label[1], claim):
        behind = Span(label.end(), len(text))
        if not any(a.covers(behind) for a in found):
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
