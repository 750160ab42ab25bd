"""Where the content of an attribution begins and ends, once the parse has told it: what is the author's own, what is
another's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.article import Span
from index.english.saying import VERBS
from index.statements import clauses
from index.statements.clauses import stripped
from index.statements.sources import Attribution
from index.syntax import text_of

if TYPE_CHECKING:
    from index.syntax import Token

_TORN = re.compile(r"[\",]* because\b|\"? (?:that|where|unless|had|has|have|is|was|are|were|would|will|could|should)\b")
_REASON = re.compile(r", because\b")
_TAIL = re.compile(
    r",(\"? )(?:while|although|though)\b|, (?:even as(?! an?\b)|whereas)\b|"
    r",(\" )(?:[a-z]+ing|when|as|before|after|but|part)\b|; (?!that\b)"
)
_DAY = re.compile(
    r"(?:(?:on )?[A-Z][a-z]+day|(?:this|last|earlier this|late last) (?:week|weekend|month|year)) +(?=[^,;])"
)
_CONJUNCTION = re.compile(
    r"(?:,\"?|,? (?:and|but|while)) *(?:(?:also|later|then|even|again|has|have|had|is|was|are) )*$"
)


def content_of(verb: Token, said: clauses.Said, clause: Span) -> list[Span]:
    """What a verb gives as said, without the words that only attribute and what the author adds."""
    text = text_of(verb.doc)
    parts = [p for s in in_brackets(text, clause, said.spans) for p in _without_cue(verb, s, clause)]
    if parts and parts[-1].start > verb.idx and verb.dep_ not in ("relcl", "acl", "csubj"):
        parts[-1] = _with_torn(verb, parts[-1], said.how)
    elif said.how in ("clause", "around") and _REASON.match(text, clause.end):
        parts.append(stripped(text, Span(clause.end, len(text))))
    parts = [_undated(text, verb, p) for p in parts]
    return [_without_tail(text, p) if p.start > verb.idx else p for p in parts]


def in_brackets(text: str, clause: Span, said: list[Span]) -> list[Span]:
    """What of the words stands in the brackets around an attributing clause, if any: "(it was late, Roe said)"."""
    opened, closed = text.rfind("(", 0, clause.start), text.find(")", clause.end)
    if closed < 0 or opened <= text.rfind(")", 0, clause.start):
        return said
    inside = (stripped(text, Span(max(start, opened + 1), min(end, closed))) for start, end in said)
    return [span for span in inside if span.start < span.end]


def _without_cue(verb: Token, part: Span, clause: Span) -> list[Span]:
    """ "A plan which Roe said is dead": what Roe said has a hole where the attributing words stand."""
    return clauses.without(text_of(verb.doc), part, clause) if part.start <= verb.idx < part.end else [part]


def _with_torn(verb: Token, part: Span, how: str) -> Span:
    """With the rest of the sentence where the parser has torn it off: "said the plan | would fail"."""
    text = text_of(verb.doc)
    goes_on = _TORN.match(text, part.end) is not None
    if how == "clause" and not goes_on:
        follows = next((t for t in verb.doc if t.idx >= part.end), None)
        if follows is None or follows.is_punct or follows.lower_ in VERBS:
            return part
        short = text[slice(*part)].count(" ") < 3
        goes_on = short or (verb.tag_ != "VBG" and follows.tag_ in ("VBZ", "VBD", "VBP", "MD"))
    return stripped(text, Span(part.start, len(text))) if goes_on else part


def _undated(text: str, verb: Token, part: Span) -> Span:
    """Without the day on which it was said: "said | on Friday | it was late"."""
    day = _DAY.match(text, part.start, part.end) if text[verb.idx + len(verb) : part.start].isspace() else None
    return Span(day.end(), part.end) if day else part


def _without_tail(text: str, part: Span) -> Span:
    """Without what the author adds behind: "..., while others disagreed"."""
    tail = _TAIL.search(text, part.start + 12, part.end)
    if tail is None:
        return part
    return Span(part.start, tail.start() + (2 if text[tail.start() + 1] == '"' else 0))


def cut_at(later: Attribution, found: list[Attribution], text: str) -> None:
    """End what others say where a later attribution begins that the parser put into it.

    "Roe said it was late, adding that ..." has one subject and two verbs; in "Roe asked whether it was late, to which
    Poe replied: ..." the answer is no part of the question.
    """
    for earlier in found:
        n = next((n for n, s in enumerate(earlier.content) if s.start < later.clause.start < s.end), None)
        if earlier is later or n is None:
            continue
        start = earlier.content[n].start
        if not later.shared:
            if later.how == "quoted" and text[: later.clause.start].rstrip().endswith(","):
                earlier.content[n:] = [stripped(text, Span(start, later.clause.start))]
        elif earlier.cue.end < later.cue.start and _is_parallel(earlier.tag, later.tag):
            cut = _CONJUNCTION.search(text[: later.cue.start], start)
            if cut:
                earlier.content[n:] = [Span(start, cut.start())]
                later.source = earlier.source


def _is_parallel(earlier: str, later: str) -> bool:
    """Whether two verbs can share a subject, going by their tags."""
    return later in (earlier, "VBG") and earlier in (later, "VBD", "VBZ", "VBN", "VBP")


def is_nested(inner: Attribution, found: list[Attribution]) -> bool:
    """Whether an attribution stands within what another says."""
    outer = (a for a in found if a is not inner and a.how != "according")
    return any(part.start <= inner.cue.start < part.end for a in outer for part in a.content)
