"""Paragraphs made short for the parser, and the way back to the article's own characters.

A long quotation's inside needs no parse to find who said it, so a short stand-in takes its place; what is found in
the outline is mapped back, character by character, to what stands in the article.
"""

from __future__ import annotations

import re

from index.article import Span
from index.english.letters import PLAIN
from index.english.names import NICKNAMED
from index.english.saying import VERBS
from index.statements.quotations import TAG, Quotation

SHORT = 60
"""Characters of a quotation that are parsed as they stand: a few words are part of the sentence around them."""
LONG = 250
"""The same for a quotation that begins in small letters, as the rest of somebody else's sentence."""

_STAND_IN = "That is so"
_SPACES = re.compile(r"[^\S ]")
# The full stop would end the sentence for the segmenter.
_ABBREVIATION = re.compile(
    r"\b(Del|Ald|Msgr|Dem|Calif|Mass|Pa|Fla|Ga|Conn|Ariz|Amb|Asst|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.(?= [A-Z0-9])"
)
# The parser takes "co-founder" for two words.
_PREFIX = re.compile(r"\b([Cc]o|[Vv]ice|[Ee]x)-(?=[A-Za-z])")
_SENTENCE_END = re.compile(r"[.?!]['\"’”]*\s")
_CLAUSE_END = re.compile(r"[.,;:](?:\s|$)|[\"“”]|''")


class Outline:
    """A shortened text; character i of it stands for article[starts[i]:ends[i]]."""

    def __init__(self, article: str) -> None:
        self.text = ""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._article = article

    def original(self, start: int, end: int) -> Span:
        """The article's characters that outline[start:end] stands for."""
        return Span(self.starts[start], self.ends[end - 1])

    def keep(self, start: int, end: int) -> None:
        """Add the article's characters as they are, but for white space and abbreviations, one for one, and no tags."""
        for tag in TAG.finditer(self._article, start, end) if "<" in self._article[start:end] else ():
            self._keep(start, tag.start())
            start = tag.end()
        self._keep(start, end)

    def _keep(self, start: int, end: int) -> None:
        for nickname in NICKNAMED.finditer(self._article, start, end):
            self._copy(start, nickname.start("nickname"))
            start = nickname.end("nickname") + 1
        self._copy(start, end)

    def _copy(self, start: int, end: int) -> None:
        words = _SPACES.sub(" ", self._article[start:end])
        if not words.isascii():
            words = words.translate(PLAIN)  # the parser knows few accents
        words = _PREFIX.sub(r"\1_", words)
        self.text += _ABBREVIATION.sub(r"\1 ", words)
        self.starts.extend(range(start, end))
        self.ends.extend(range(start + 1, end + 1))

    def replace(self, start: int, end: int, words: str) -> None:
        """Add words that stand for all of the article's characters from start to end."""
        self.text += words
        self.starts.extend([start] * len(words))
        self.ends.extend([end] * len(words))


def outline(text: str, paragraph: Span, quotations: list[Quotation]) -> Outline:
    """The paragraph with its long quotations replaced by stand-ins and its quotation marks made straight."""
    made = Outline(text)
    at = paragraph.start
    for quotation in quotations:
        made.keep(at, quotation.start)
        start, end = quotation.inside
        made.replace(quotation.start, start, '"')
        stop = _stop(text, paragraph, quotation)
        if _is_long(text, paragraph, quotation):
            made.replace(start, end, _STAND_IN + (stop if stop in ".,?!" else ""))
        else:
            made.keep(start, end - 1)
            made.replace(end - 1, end, stop)
        if quotation.closed or quotation.end < paragraph.end:
            glued = text[quotation.end : quotation.end + 1].isalnum()
            made.replace(end, quotation.end, '" ' if glued else '"')
        at = quotation.end
    made.keep(at, paragraph.end)
    return made


def _stop(text: str, paragraph: Span, quotation: Quotation) -> str:
    """The last character inside, or a comma where the sentence goes on behind the mark: "Never!" Ms. Roe said."""
    last = text[quotation.inside.end - 1]
    if last not in ".?!" or not _begins_sentence(text, paragraph, quotation):
        return last
    following = text[quotation.end : min(paragraph.end, quotation.end + 80)].lstrip()
    clause_end = _CLAUSE_END.search(following)
    after = following[: clause_end.start()] if clause_end else following
    if clause_end and clause_end[0][0] == ":" and after[:1].isupper():
        return last  # "Ms. Roe said: “No.” Mr. Poe added: “Never.”"
    words = after.split()[: 4 if last == "." else 12]
    return "," if after[:1].islower() or any(word in VERBS for word in words) else last


def _begins_sentence(text: str, paragraph: Span, quotation: Quotation) -> bool:
    if quotation.start == quotation.inside.start:
        return False  # it began a paragraph before
    before = text[max(paragraph.start, quotation.start - 20) : quotation.start].rstrip()
    return not before or before[-1] in ".?!:”\"'’"


def _is_long(text: str, paragraph: Span, quotation: Quotation) -> bool:
    """Whether a quotation is better not parsed: it is long, or sentences by itself."""
    words = text[slice(*quotation.inside)]
    if _SENTENCE_END.search(words):
        return True
    if not words[0].isupper():
        return len(words) > LONG
    whole = words[-1] in ",.?!" and words.count(" ") > 1
    return len(words) > SHORT or (whole and _begins_sentence(text, paragraph, quotation))
