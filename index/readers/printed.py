"""Pages of print: their lines put together to paragraphs, without what is printed at the edges of every page."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_BREAK = "\n\n"
_EDGE = 2
"""Lines at the top and bottom of a page that may be its number or a running head."""
_APART = 1.25
"""How many times the usual distance two lines of different paragraphs are apart, at least."""
_NUMBERED = 10
"""Lines of a page that are counted from 1 on, at least, where the numbers are none of the text."""
_NUMBER = re.compile(r"(?:page )?[-–— ]*\d{1,4}(?: ?(?:/|of) ?\d{1,4})?[-–— ]*", re.IGNORECASE)


class Line(NamedTuple):
    """A line of print: where it begins on its page, from the left and from the bottom, and how large it is."""

    text: str
    x: float
    y: float
    size: float
    page: int


def whole(pages: Sequence[Sequence[Line]]) -> tuple[str, list[int]]:
    """The text of the pages, and where in it each of them begins."""
    text, begins = _text(list(chain.from_iterable(pages)))
    return text, _starts(begins, len(pages), len(text))


def without_edges(pages: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """The pages without their numbers, those of their lines, and the heads that most of them share."""
    pages = _without_line_numbers(pages)
    heads = Counter(shape for page in pages for shape in {_shape(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    often = {shape for shape, count in heads.items() if len(pages) > 2 and count > len(pages) / 2}
    for page in pages:
        edges = {*range(_EDGE), *range(len(page) - _EDGE, len(page))}
        yield [
            line
            for n, line in enumerate(page)
            if n not in edges or not (_shape(line) in often or _NUMBER.fullmatch(line.text))
        ]


def _without_line_numbers(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without the numbers of their lines, as courts set their transcripts: from 1 on each page.

    Numbers that stand in a line with words may be those of a list, unless most pages are like that.
    """
    counted = [_counted(page) for page in pages]
    usual = len(pages) > 1 and sum(map(bool, counted)) > len(pages) / 2
    return [
        [line._replace(text=words) for n, line in enumerate(page) if (words := behind.get(n, line.text))]
        if usual or not any(behind.values())
        else page
        for page, behind in zip(pages, counted, strict=True)
    ]


def _counted(page: Sequence[Line]) -> dict[int, str]:
    """What stands behind the number of each line, where the lines of a page are counted."""
    behind: dict[int, str] = {}
    for n, line in enumerate(page):
        number, _, words = line.text.partition(" ")
        if number == str(len(behind) + 1):
            behind[n] = words
    return behind if len(behind) >= _NUMBERED else {}


def _shape(line: Line) -> str:
    """What a running head has on each page, its number on the left or on the right."""
    return re.sub(r"\d+", "0", line.text).strip("0 ")


def _starts(begins: Mapping[int, int], pages: int, end: int) -> list[int]:
    """Where each page begins; one without text begins where the next does."""
    starts = []
    for number in reversed(range(pages)):
        end = begins.get(number, end)
        starts.append(end)
    return starts[::-1]


def _text(lines: Sequence[Line]) -> tuple[str, dict[int, int]]:
    """The lines put together where they are one paragraph's, and where in the text the pages begin that have any."""
    if not lines:
        return "", {}
    gaps = [a.y - b.y for a, b in pairwise(lines) if a.page == b.page and 0 < a.y - b.y < 3 * a.size]
    gap = median(gaps) if gaps else 0.0
    widths = sorted(len(line.text) for line in lines)
    width = widths[len(widths) * 9 // 10]
    words = _whole_words(lines)
    paragraphs, before, text = [], 0, lines[0].text
    begins = {lines[0].page: 0}
    for above, line in pairwise(lines):
        if _is_apart(above, line, gap, width):
            paragraphs.append(text)
            before += len(text) + len(_BREAK)
            text = line.text
        else:
            text = _joined(text, line.text, words)
        begins.setdefault(line.page, before + len(text) - len(line.text))
    return _BREAK.join([*paragraphs, text]), begins


def _whole_words(lines: Sequence[Line]) -> Counter[str]:
    """The words, and how often each is written, without those that a line's end cuts."""
    text = re.sub(r"[^\W\d_]+- [^\W\d_]+", " ", " ".join(line.text for line in lines))
    return Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


def _is_apart(above: Line, line: Line, gap: float, width: int) -> bool:
    """Whether a paragraph ends between two lines: by size or distance, or after a sentence by how they are set."""
    if above.size and abs(line.size - above.size) > above.size / 10:
        return True
    if above.page == line.page and 0 < gap * _APART < above.y - line.y:
        return True
    ended = above.text[-1] in '.?!:”"’'
    is_above = above.page != line.page or line.y > above.y + line.size  # On the next page, or in the next column.
    return ended and (len(above.text) < 0.8 * width or line.x - above.x > line.size / 2 or is_above)


def _joined(text: str, line: str, words: Counter[str]) -> str:
    """Two lines as one; a hyphen at the end goes, unless the word is written with it, or made of two."""
    cut = re.search(r"([^\W\d_]+)-$", text)
    rest = re.match(r"[^\W\d_]+", line)
    if not cut or not rest or not line[0].islower():
        return f"{text}{'' if cut else ' '}{line}"
    first, second = cut[1], rest[0]
    written = words[f"{first}-{second}"] or (words[first] and words[second] and not words[first + second])
    return (text if written else text[:-1]) + line
