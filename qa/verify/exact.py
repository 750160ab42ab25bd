"""Claims in the articles' own words, held against the articles field by field: nothing of them needs to be parsed."""

from __future__ import annotations

from collections.abc import Sequence

from index import ArticleNotFound, Span, Statement, is_ocr, page_at
from qa.answer import MAX_CITED, Citation, Claim, Words
from qa.verify.place import Texts
from qa.verify.reasons import Reason


def fault_of(claim: Claim, texts: Texts) -> Reason | None:
    """The first thing about a claim that is not as the articles have it, if anything is."""
    if not claim.citations or not claim.words:
        return Reason.UNCITED
    if not cited_exactly(claim.citations, texts):
        return Reason.INEXACT
    if not all(_shows(words, claim, texts) for words in claim.words):
        return Reason.ALTERED
    articles = [texts.article(c.article) for c in claim.citations]
    if any((a.publisher, a.published) != (claim.outlet, claim.published) for a in articles):
        return Reason.INEXACT
    if claim.kind == "excerpt":
        return Reason.SPEAKER if claim.speaker or any(w.own for w in claim.words) else None
    return None if all(_is_by(claim, words, texts) for words in claim.words) else Reason.SPEAKER


def cited_exactly(citations: Sequence[Citation], texts: Texts) -> bool:
    """Whether every citation is as the archive has it."""
    try:
        return all(exact(citation, texts) for citation in citations)
    except ArticleNotFound:
        return False


def exact(citation: Citation, texts: Texts) -> bool:
    """Whether the article has there, to the character, the words of a citation, not too many, and by its speaker."""
    article = texts.article(citation.article)
    text = article.text
    return (
        0 <= citation.start < citation.end <= len(text)
        and text[citation.start : citation.end] == citation.text
        and len(citation.text) <= MAX_CITED
        and citation.page == page_at(article, citation.start)
        and citation.ocr == is_ocr(article, citation.start, citation.end)
        and (citation.speaker is None or any(_said_by(citation.speaker, citation, texts)))
    )


def _shows(words: Words, claim: Claim, texts: Texts) -> bool:
    """Whether words stand, to the character, within the citation they name."""
    if not 0 <= words.citation < len(claim.citations):
        return False
    cited = claim.citations[words.citation]
    text = texts.article(cited.article).text
    return cited.start <= words.start < words.end <= cited.end and text[words.start : words.end] == words.text


def _is_by(claim: Claim, words: Words, texts: Texts) -> bool:
    """Whether the one named says what is shown, has the role, and quotes what is set out as his own words.

    All of a quotation is own words; a report may have none.
    """
    if not claim.speaker or (claim.kind == "quoted" and words.own != (Span(words.start, words.end),)):
        return False
    said = _said_by(claim.speaker, claim.citations[words.citation], texts)
    quotes = [quote for statement in said for quote in statement.quotes]
    roles = {s.role for s in texts.statements(claim.citations[words.citation].article) if s.speaker == claim.speaker}
    return (
        any(s.start < words.end and words.start < s.end for s in said)
        and all(any(q.start <= own.start and own.end <= q.end for q in quotes) for own in words.own)
        and (claim.role is None or claim.role in roles)
    )


def _said_by(speaker: str, cited: Citation, texts: Texts) -> list[Statement]:
    """The statements of a speaker that a citation touches."""
    said = texts.statements(cited.article)
    return [s for s in said if s.speaker == speaker and s.start < cited.end and cited.start < s.end]
