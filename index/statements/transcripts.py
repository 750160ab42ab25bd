"""Speech set like a play: briefings, hearings, interviews; and headlines like "Roe: We will see".

A turn runs from its label over paragraphs to the next label. Labels are in capitals ("MR. KIRBY:", "THE COURT:"), are
names ("Mara Quill:", in bold or before a dash, or on a line of their own), or tell only who asks and who answers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from index.article import Span
from index.english.furniture import LABELS
from index.english.marks import DOUBLE
from index.english.names import CAPITAL, LABELLED, NOT_NAMES, is_given
from index.english.people import is_role, is_title
from index.sentences import trimmed

_LABEL = re.compile(
    rf"^[^\S\n]*[\"“”']{{0,2}}(?P<bold>\*\*|__)?(?P<name>{LABELLED})(?P<told>,(?: [{CAPITAL}][\w.’\'-]*){{1,6}})?"
    r"(?: ?\((?P<in>[^()\n]{1,40})\)){0,2}(?:\*\*|__)?"
    r"(?P<mark>[^\S\n]?:(?:\*\*|__)?(?=\s)|(?P<dash>[^\S\n]+[–—-]{1,2}(?=[^\S\n]))|(?P<alone>[^\S\n]*$))",
    re.MULTILINE,
)
_ASKED = re.compile(
    r"^[^\S\n]*(?:\*\*|__)?(?P<name>Q(?:UESTION)?|A(?:NSWER)?)(?P<mark>[.:)](?:\*\*|__)?(?=\s)|(?<=Q)[^\S\n]+(?=\S))",
    re.MULTILINE,
)
_BOLD = re.compile(r"^[^\S\n]*(?P<name>\*\*|__)(?P<asked>[^*_\n]{5,400}\?)(?P<mark>\*\*|__)[^\S\n]*$", re.MULTILINE)
_END = re.compile(
    r"^[^\S\n]*(?:(?:END\W*)?\d\d?:\d\d [AP]\.?M\.?.*|END|\(END\)|#+|-30-|(?:\* ?){3,})[^\S\n]*$", re.MULTILINE
)
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n(?![^\S\n]*(?:\n|$))[^\n]*)*")
_DIRECTION = re.compile(r"[(\[][^()\[\]\n]{2,60}[)\]]")
_MARKS = " \t\"“”'*_"
_ASKING = frozenset(("Q", "QUESTION"))

WHOLE = 0.25
"""Where in a text, as a share of it, the first label stands at most if all that follows is a transcript."""

DENSE = 0.08
"""The share of its paragraphs that begin with a label, at least, if a text is a transcript from the first one on."""

LONGEST = 6
"""Paragraphs of one turn, at most, in a text that only holds a conversation."""


class Turn(NamedTuple):
    """The label that says who speaks, the mark behind it, and what they say, a span a paragraph.

    told: what the label says of the name in it, in brackets or behind a comma; verbatim unless it is a headline.
    asks: whether the label only tells a question (True) or an answer (False) from the other.
    """

    label: Span
    mark: Span
    speech: list[Span]
    told: str = ""
    verbatim: bool = True
    asks: bool | None = None


class _Label(NamedTuple):
    """A line's beginning that may be a label; words: where those begin that it introduces."""

    name: Span
    mark: Span
    words: int
    kind: str
    told: str = ""


def turns(text: str, start: int, names: set[str]) -> list[Turn]:
    """The turns of a conversation, in order; a text that is none may begin with a headline that is like one.

    names: the last names of the people of the text, in small letters.
    """
    labels = _labels(text, start, names)
    if len(labels) > 1:
        return [turn for turn in _turns(text, start, labels) if turn.speech]
    return list(_headline(text, start, names))


def _labels(text: str, start: int, names: set[str]) -> list[_Label]:
    """The labels of a text that is, going by them, a transcript; else none."""
    found = sorted(_candidates(text, start))
    if not any(label.kind == "asked" and text[slice(*label.name)] in _ASKING for label in found):
        found = [label for label in found if label.kind != "asked"]
    times = Counter(text[slice(*label.name)] for label in found)
    sure = {label for label in found if _names_somebody(text, label, names)}
    often = {label for label in found if _is_plain(text, label) and times[text[slice(*label.name)]] > 1}
    kinds = {label.kind for label in sure} | {label.kind for label in often if label.kind == "caps"}
    also = {n for n in found if n.kind in kinds and (n in often or (n.kind == "caps" and _is_plain(text, n)))}
    known = sure | also
    kept = [label for label in found if label in known]
    for group in (("caps", "asked"), ("bold",), ("name",), ("dash",), ("alone",)):
        here = [label for label in kept if label.kind in group]
        if len(here) > 1 and (group[0] in ("caps", "bold") or _is_talk(text, here)):
            return here
    return []


def _is_talk(text: str, labels: list[_Label]) -> bool:
    """Whether names at the beginnings of lines are speakers': two or more, who speak again, in whole sentences."""
    names = Counter(text[slice(*label.name)].split()[-1] for label in labels)
    lines = [text[label.words : text.find("\n", label.words + 1)].rstrip() for label in labels]
    sentences = sum(line.endswith((".", "?", "!", "…", "”", '"')) for line in lines)
    return len(names) > 1 and len(labels) > 2 and max(names.values()) > 1 and sentences > len(labels) / 2


def _candidates(text: str, start: int) -> Iterator[_Label]:
    taken = set()
    for m in _ASKED.finditer(text, start):
        taken.add(m.start("name"))
        yield _Label(Span(*m.span("name")), Span(*m.span("mark")), m.end(), "asked")
    for m in _BOLD.finditer(text, start):
        yield _Label(Span(*m.span("name")), Span(*m.span("mark")), m.start("asked"), "bold")
    for m in _LABEL.finditer(text, start):
        if m.start("name") in taken:
            continue
        name = m["name"]
        kind = "dash" if m["dash"] else "alone" if m["alone"] is not None else "name"
        kind = "caps" if name.isupper() and kind == "name" and len(name) > 1 else kind
        told = (m["told"] or "")[2:] or (m["in"] or "")
        yield _Label(Span(*m.span("name")), Span(*m.span("mark")), m.end(), kind, told)


def _names_somebody(text: str, label: _Label, names: set[str]) -> bool:
    """Whether a line's beginning names somebody beyond doubt: by a title, an office or a name that is known."""
    if label.kind == "asked":
        return True
    if label.kind == "bold":
        return True
    words = text[slice(*label.name)].replace(".", "").split()
    if words[0].lower() == "the":
        return is_role(words[-1]) or words[-1].lower() in ("court", "witness", "clerk")
    named = is_title(words[0]) or is_role(words[-1]) or words[-1].lower() in names or is_given(words[0].title())
    return named and _is_plain(text, label)


def _is_plain(text: str, label: _Label) -> bool:
    """Whether a line's beginning can be a name, and is no "MORE:" or "VIDEO:"."""
    words = text[slice(*label.name)].replace(".", "").split()
    furniture = any(word.lower() in LABELS for word in words)
    return not furniture and words[0].capitalize() not in NOT_NAMES and len(words) < 6


def _turns(text: str, start: int, labels: list[_Label]) -> Iterator[Turn]:
    """Each label with what follows it; a text that only holds a conversation goes on with its own words behind it."""
    ends = [other.name.start for other in labels[1:]]
    end = _END.search(text, labels[-1].words)
    ends.append(end.start() if end else len(text))
    paragraphs = [m.start() for m in _PARAGRAPH.finditer(text, start)]
    whole = len(labels) >= DENSE * len(paragraphs) and labels[0].name.start - start <= WHOLE * (len(text) - start)
    for n, (label, until) in enumerate(zip(labels, ends, strict=True)):
        first = bisect_right(paragraphs, label.name.start)
        apart = bisect_right(paragraphs, until) - first
        if not whole and first < len(paragraphs) and (apart > LONGEST or n + 1 == len(labels)):
            until = min(until, paragraphs[first])
        yield from _turn(text, label, until)


def _turn(text: str, label: _Label, until: int) -> Iterator[Turn]:
    name = text[slice(*label.name)]
    if label.kind == "bold":
        yield Turn(label.name, label.name, [Span(label.words, label.mark.start)], asks=True)
        yield Turn(label.name, label.mark, _speech(text, label.mark.end, until), asks=False)
        return
    asks = name in _ASKING if label.kind == "asked" else None
    yield Turn(label.name, label.mark, _speech(text, label.words, until), label.told, asks=asks)


def _speech(text: str, start: int, end: int) -> list[Span]:
    """What is said between two offsets, paragraph by paragraph, without what tells of the room: "(Laughter.)"."""
    found = []
    for paragraph in _PARAGRAPH.finditer(text, start, end):
        cuts = [m.span() for m in _DIRECTION.finditer(text, *paragraph.span())]
        bounds = [paragraph.start(), *(at for cut in cuts for at in cut), paragraph.end()]
        parts = (_unmarked(text, Span(a, b)) for a, b in list(pairwise(bounds))[::2])
        found += [part for part in parts if any(c.isalnum() for c in text[slice(*part)])]
    return found


def _headline(text: str, start: int, names: set[str]) -> Iterator[Turn]:
    """ "Roe: We Will See", where the first line begins with somebody the text names."""
    label = _LABEL.match(text, trimmed(text, Span(start, len(text))).start)
    if label is None or label["dash"] or label["alone"] is not None or label["name"].split()[-1].lower() not in names:
        return
    end = text.find("\n", label.end())
    speech = trimmed(text, Span(label.end(), end if end >= 0 else len(text)))
    if quoted := speech.end - speech.start > 2 and text[speech.start] in DOUBLE and text[speech.end - 1] in DOUBLE:
        speech = Span(speech.start + 1, speech.end - 1)
    if speech.start < speech.end:
        yield Turn(Span(*label.span("name")), Span(*label.span("mark")), [speech], verbatim=quoted)


def _unmarked(text: str, span: Span) -> Span:
    """The words without a quotation mark at the end whose fellow stands before the label."""
    span = trimmed(text, span)
    words = text[slice(*span)]
    if words.count("“") == words.count("”") and words.count('"') % 2 == 0:
        return span
    return Span(span.start, max(span.start, span.start + len(words.rstrip(_MARKS))))
