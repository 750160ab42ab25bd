"""What a chat model writes -> plain sentences, each a claim with the citations that its marks name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from qa.answer import Citation, Claim

_MOST_MARKS = 3
_LISTED = r"\d+(?:(?:\s*[,;&–-]\s*|\s+and\s+|\s+)[#^]?\d+)*"
_NAMED = rf"\s*(?:passages?|sources?)?\s*[#^]?({_LISTED})\s*[,;]?\s*"
_ANY_MARK = re.compile(rf"\[\[{_NAMED}\]\]|(?<!\[)\[{_NAMED}(?:[†:][^\[\]\n]*)?\]|【[^】\d]*(\d+)[^】]*】", re.I)
"""How models cite, where they are asked for [3]: [[3]], [3, 4], [3-4], [passage 3], [3†source], 【3†L1-L2】."""
_NUMBER_OR_RANGE = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?")
_MARK = re.compile(r"\s*\[(\d+)\]")
_INITIAL = r"(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St|Jr|Sr|Lt))(?<!\b(?:Mrs|Sen|Rep|Gov|Gen|Col))"
_MARKED = r"(?:\s*\[\d+\][.]?)+"
_END = re.compile(
    rf"(?:[.!?…][”\"’'»)*]*|[”\"»]){_MARKED}(?=\s*\n|\s+[^\sa-z\[【]|[A-Z“])"
    r"|(?<=\])[.!?](?=[A-Z“])"
    rf"|{_INITIAL}[.!?…][”\"’'»)*]*(?=\s+[^\sa-z\[【])"
    r"|(?<![:,])\n(?!\s*[>\[])"
)
_BOLD = re.compile(r"\*\*|__")
_FENCE_OR_HEADING = re.compile(r"(?m)^[ \t]*(?:```\w*[ \t]*|#+[ \t][^\n\[]*)\n")
_INTRODUCTION = re.compile(r"(?m)^[^\n\[“\"„«]+:[ \t]*\n\s*(?=[^\s>“\"„«'‘`])")
"""A line that only announces the next ones; what announces a quotation says who speaks."""
_LIST = re.compile(r"(?m)^[ \t]*(?:[-*•–][ \t]+|\d{1,2}[.)][ \t]+|#+[ \t]+(?=[^\n]*\[))")
_GERMAN = re.compile(r"„([^„“”]*)“")
_PREAMBLE = re.compile(r"^\s*(?:Based on|According to|From|In) the (?:provided |given )?(?:passages?|sources?), (\w)")
_THINK, _THOUGHT = "<think>", "</think>"


def thinks(text: str) -> bool:
    """Whether a text is what a model thinks aloud before it answers."""
    return text.lstrip().startswith(_THINK) and _THOUGHT not in text


def without_thought(text: str) -> str:
    return text.partition(_THOUGHT)[2] if text.lstrip().startswith(_THINK) and _THOUGHT in text else text


def plain(text: str) -> str:
    """The text without the markup of lists and headings, its marks as they were asked for."""
    text = _GERMAN.sub(r"“\1”", _ANY_MARK.sub(_as_asked, _BOLD.sub("", text)))
    return _LIST.sub("", _INTRODUCTION.sub("", _FENCE_OR_HEADING.sub("", text)))


def _as_asked(mark: re.Match[str]) -> str:
    numbers: list[int] = []
    for first, last in _NUMBER_OR_RANGE.findall(next(filter(None, mark.groups()))):
        numbers += range(int(first), int(last) + 1)[:_MOST_MARKS] if last else [int(first)]
    return "".join(f"[{n}]" for n in numbers) or mark[0]


def cut(text: str) -> list[str]:
    """The complete sentences of a text with their marks, and last what is not complete; none ends in a quotation."""
    parts, at = [], 0
    for end in _END.finditer(text):
        if _closed(text[at : end.end()]):
            parts.append(text[at : end.end()])
            at = end.end()
    return [*(part for part in parts if part.strip()), text[at:]]


def _closed(text: str) -> bool:
    return text.count("“") <= text.count("”") and text.count('"') % 2 == 0 and text.count("«") == text.count("»")


def claim_of(sentence: str, sources: Sequence[Citation], writer: str) -> Claim:
    """The sentence with the citations its marks name; a mark that names none stays in it, for verify to see.

    What kind of claim it is, verify tells.
    """
    by_number = {str(c.number): c for c in sources}
    cited: dict[str, Citation] = {}

    def resolved(mark: re.Match[str]) -> str:
        if mark[1] not in by_number:
            return f" [{mark[1]}]"
        cited[mark[1]] = by_number[mark[1]]
        return ""

    written = _PREAMBLE.sub(lambda m: m[1].upper(), _MARK.sub(resolved, plain(sentence)))
    written = re.sub(r"\s+([.,;!?])", r"\1", written).strip()
    return Claim("excerpt", citations=tuple(islice(cited.values(), _MOST_MARKS)), sentence=written, writer=writer)
