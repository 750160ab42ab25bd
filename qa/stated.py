"""A statement of the index as a claim: what it is when it is listed by itself."""

from __future__ import annotations

from index import ArticleRecord, Excerpt, Span, Statement
from qa.answer import Citation, Claim, Kind, Words
from qa.evidence.cut import all_quoted
from qa.names import is_name


def as_claim(statement: Statement, speaker: str | None, record: ArticleRecord) -> Claim:
    """The speaker's own words, where the statement is nothing else; otherwise its sentences, as the outlet's report.

    speaker is the name that is used across the archive.
    """
    where = Excerpt(statement.start, statement.end, statement.text)
    cited = Citation.at(record, where, speaker=speaker)
    quotes = tuple(q for q in statement.quotes if statement.start <= q.start and q.end <= statement.end)
    about = (speaker, statement.role, record.publisher, record.published)
    if quotes and is_name(speaker) and all_quoted(statement, statement.text, statement.start):
        words = tuple(Words(*q, _at(statement, q), 0, (q,)) for q in quotes)
        return Claim("quoted", words, (cited,), *about, corrected=statement.corrected)
    kind: Kind = "reported" if speaker else "excerpt"
    return Claim(kind, (Words(*where, 0, quotes),), (cited,), *about, corrected=statement.corrected)


def _at(statement: Statement, span: Span) -> str:
    return statement.text[span.start - statement.start : span.end - statement.start]
