"""An article's sentences, made ready for the parser: which hold speech, which are nothing but quotation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from index.article import Span
from index.english.datelines import after_dateline
from index.english.furniture import LABELS, LEADING_ELSEWHERE
from index.english.lexicon import words
from index.english.saying import VERBS, attributes
from index.sentences import sentences, trimmed
from index.statements.outline import Outline, outline
from index.statements.quotations import Quotation, in_paragraph, paragraphs, touching

ANNOUNCING = 40
"""Characters of a sentence that only announces what somebody says: "Ms. Roe continued:"."""

LONGEST = 4000
"""Characters of a sentence that is parsed: what is longer is a table or a list, and would take the parser minutes."""

# Where a sentence may end, where it does beyond doubt, and what makes even that doubtful.
_NO_TITLE = r"(?<!\b(?:Mr|Ms|Dr))(?<!\b(?:Mrs|Sen|Rep|Gov))(?<! [A-Z])"
_MAY_END = re.compile(
    rf"{_NO_TITLE}[.!?;…](?=[\"”’')\]]*\s+[^a-z\s])|(?<=[a-z])[.!?](?=[A-Z])|"
    r"[\u203c\u203d\u2047-\u2049。﹒﹗！．？｡]"
)
_ENDS = re.compile(rf"(?<=[a-z]{{2}}){_NO_TITLE}[.!?]\"?\s+(?=\"?[A-Z])")
_DOUBTFUL = re.compile(r"\([^)]*[.!?]|\b(?!(?:Mrs?|Ms|Dr|Sen|Rep|Gov)\.)(?:[A-Z]\w+|vs|etc|al)\. ")
_WORDS = re.compile(r"\w+")
_QUOTED = re.compile(r'"[^"]*"?')
_CAPITAL = re.compile(r"(?<= )[A-Z]\w*")
_LITTLE = words("""
a an and are as be been by can for from has have he her his if in is it not of on or over she that the their they to was
were will with would
""")
_SMALL = _LITTLE | VERBS.keys()
_TITLE = re.compile(
    r'"(?:[A-Z][\w’\'-]*|(?:of|the|and|in|a|for|to|on|with) )(?: (?:[A-Z][\w’\'-]*|of|the|and|in|a|for|to|on|with))+,?"'
)
_INVERTED = re.compile(r"^(?:Said|Says|Added|Adds|Wrote|Writes|Continued|Explained|Replied)(?= [A-Z])")
NO_PROSE = re.compile(
    rf"(?:[A-Z’' ]*\b(?:{'|'.join(map(str.upper, LABELS))})\b[A-Z’' ]*\s?[:|]|{LEADING_ELSEWHERE}).*\Z|"
    r"(?:By|Photos? by|Pictures? by|Image by) [A-Z][^.?!:]{2,60}\Z|\([^()]*(?:Photo|Getty|Images|Reuters)[^()]*\)\Z",
    re.DOTALL,
)
"""A paragraph that is no prose: "MORE: ...", "Related: ...", "By Mara Quill", "(Photo by Peter Ash)"."""


@dataclass
class Line:
    """One sentence of a text: where it stands, its number and its paragraph's, and its outline from offset on.

    parsed: what of it goes to the parser, or nothing; pure: it is all quotation; prose: it is no caption or link.
    """

    text: str
    span: Span
    number: int
    paragraphs: int
    paragraph: Span
    quotations: list[Quotation]
    outline: Outline
    offset: int
    parsed: str
    pure: bool
    prose: bool = True

    @cached_property
    def quoted(self) -> list[Span]:
        """Where the quotations stand in what is parsed, with their marks; the title of a book is none."""
        return [Span(*m.span()) for m in _QUOTED.finditer(self.parsed) if not _TITLE.fullmatch(m[0])]

    def original(self, span: Span) -> Span:
        """The article's characters for a stretch of what is parsed."""
        return self.outline.original(self.offset + span.start, self.offset + span.end)

    def whole(self, span: Span) -> Span:
        """The same, with each quotation that the stretch cuts in two taken whole."""
        start, end = self.original(span)
        for q in self.quotations:
            if q.start < start < q.end < end:
                start = q.start
            elif start < q.start < end < q.end:
                end = q.end
        return Span(start, end)


def lines(text: str, body: int = 0, told: Iterable[Span] = ()) -> list[Line]:
    """The sentences of an article, from the body on, but for those in stretches that are told (in order) already."""
    found: list[Line] = []
    last: list[Quotation] = []
    for number, paragraph in enumerate(_outside(paragraphs(text, body), list(told))):
        if NO_PROSE.match(text, *paragraph):
            found.append(Line(text, paragraph, len(found), number, paragraph, [], Outline(text), 0, "", False, False))
            continue
        block = Span(after_dateline(text, *paragraph), paragraph.end)
        quotations = in_paragraph(text, block, last)
        last = quotations[-1:] or last
        for line in _in_paragraph(text, block, quotations):
            line.number, line.paragraphs = len(found), number
            found.append(line)
    return found


def _outside(spans: Iterable[Span], told: list[Span]) -> Iterator[Span]:
    """The spans, in order, that share nothing with those that are told."""
    at = 0
    for span in spans:
        while at < len(told) and told[at].end <= span.start:
            at += 1
        if at == len(told) or span.end <= told[at].start:
            yield span


def _in_paragraph(text: str, paragraph: Span, quotations: list[Quotation]) -> Iterator[Line]:
    short = outline(text, paragraph, quotations)
    for sentence in (trimmed(short.text, s) for s in _cut(short.text)):
        if sentence.start == sentence.end:
            continue
        span = short.original(*sentence)
        here = touching(quotations, span)
        # "Said Roe: ..." is read as a name.
        told = _in_small(_INVERTED.sub(lambda m: m[0].lower(), short.text[slice(*sentence)]))
        spoken = _speaks(told, bool(here) or (told.endswith(":") and len(told) < ANNOUNCING))
        outside = any(c.isalnum() for c in _QUOTED.sub("", told))
        pure = bool(here) and (not outside or (told[0] == '"' and not spoken))
        parsed = told if spoken and not pure and len(told) <= LONGEST else ""
        yield Line(text, span, 0, 0, paragraph, here, short, sentence.start, parsed, pure)


def _cut(paragraph: str) -> list[Span]:
    """Its sentences; the segmenter takes its time, and is asked only where there is a doubt."""
    ends = list(_ENDS.finditer(paragraph))
    if len(ends) < sum(1 for _ in _MAY_END.finditer(paragraph)) or (ends and _DOUBTFUL.search(paragraph)):
        return sentences(paragraph)
    return [Span(*bounds) for bounds in pairwise([0, *(end.end() for end in ends), len(paragraph)])]


def _in_small(sentence: str) -> str:
    """A headline with its cues and little words in small letters: in capitals all are read as names."""
    long = [word for word in sentence.split() if len(word) > 3]
    if len(long) < 3 or any(word[0].islower() for word in long):
        return sentence
    return _CAPITAL.sub(lambda m: m[0].lower() if m[0].lower() in _SMALL else m[0], sentence)


def _speaks(sentence: str, quoting: bool) -> bool:
    """Whether somebody may be said to say something: else there is nothing to parse."""
    found = ["", *_WORDS.findall(sentence.lower()), ""]
    thatted = "that" in found
    cues = zip(found[1:], found, found[2:], strict=False)
    return any(attributes(word, before, after, thatted, quoting) for word, before, after in cues)
