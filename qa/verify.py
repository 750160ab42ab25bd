"""Nothing passes that the evidence does not bear out."""

from __future__ import annotations

import logging
from dataclasses import replace

from index import Archive
from qa.answer import MAX_CITED, Answer, Citation, Claim

logger = logging.getLogger(__name__)


def verify(answer: Answer, archive: Archive) -> Answer:
    """The answer without the claims that its citations do not bear out, to the letter."""
    borne_out = tuple(claim for claim in answer.claims if _borne_out(claim, archive))
    if len(borne_out) < len(answer.claims):
        logger.error("dropped %d unverified claims", len(answer.claims) - len(borne_out))
    return replace(answer, claims=borne_out, found=answer.found and bool(borne_out or not answer.claims))


def _borne_out(claim: Claim, archive: Archive) -> bool:
    """Every citation shows what stands there, every quotation stands in one of them."""
    cited = [citation.text for citation in claim.citations]
    quoted = all(any(quote in text for text in cited) for quote in claim.quotes)
    return quoted and all(exact(c, archive) and _said(c, archive) for c in claim.citations)


def _said(citation: Citation, archive: Archive) -> bool:
    """Whether the article has what is cited said by the speaker that is named, where one is."""
    return citation.speaker is None or any(
        statement.speaker == citation.speaker and statement.start < citation.end and citation.start < statement.end
        for statement in archive.statements(citation.article)
    )


def exact(citation: Citation, archive: Archive) -> bool:
    """Whether the article, to the character, has the citation's words where it says, and not too many to check."""
    text = archive.article(citation.article).text
    return (
        0 <= citation.start < citation.end <= len(text)
        and text[citation.start : citation.end] == citation.text
        and len(citation.text) <= MAX_CITED
    )
