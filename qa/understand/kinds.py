"""What sort of thing a question asks for, from its words alone."""

from __future__ import annotations

import re
from typing import Literal

from qa.understand.asked import SAYS, Asked

Kind = Literal["said", "who said", "number", "when", "who", "where", "why", "yes-no", "what"]

_EXPECTS = {
    "percent": (r"\b(?:percent(?:age)?|per cent|share|portion|proportion|by how many points|numbers|split|poll)\b"),
    "money": (
        r"\b(?:how much (?:money|debt|did .* (?:give|donate|pay|cost|raise|sink|owe)|had .* given)|"
        r"how (?:big|large) .*(?:loan|fine|debt)|cost|price|salary)\b"
    ),
    "number": (
        r"\b(?:how (?:many|much(?! (?:does|do|did)\b[^?]*\b(?:think|believe|feel|care|matter|like|trust|mind)s?\b)|"
        r"big|large|old|often|long|tall|far|high)|"
        r"what (?:percentage|share|portion|number|rate|level|was the (?:\w+ )?vote)|"
        r"(?:numbers|split|population)\b)"
    ),
    "date": (
        r"^\W*(?:and )?when\b|\b(?:what (?:date|year|day|month|time)|which (?:date|year|years|day|month)|since when|"
        r"in which years?|on what date)\b"
    ),
    "place": (
        r"\b(?:where|what address|(?:in )?(?:which|what) (?:states?|cit(?:y|ies)|countr(?:y|ies)|towns?|"
        r"places?)|on (?:which|what) .*(?:show|program|network|channel)|at (?:which|what))\b"
    ),
    "name": r"\b(?:who|whom|whose|which|what(?:'s| is) the (?:title|name)|title)\b",
}
EXPECTS = {kind: re.compile(pattern, re.I) for kind, pattern in _EXPECTS.items()}
"""What an answer must hold: a number, a sum of money, a share, a date, a place or a name."""

_PLAIN: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("number", EXPECTS["number"]),
    ("when", EXPECTS["date"]),
    ("who", re.compile(r"^\W*(?:and )?(?:who|which|whom)\b", re.I)),
    ("where", re.compile(r"^\W*(?:and )?(?:where|at what|on what|in which)\b", re.I)),
)
_WHY = re.compile(r"\W*(?:and )?why\b", re.I)
_YES_NO = re.compile(
    r"\W*(?:and |but )?(?:did|does|do|is|was|were|has|have|will|would|can|could)\b", re.I
)  # fmt: skip


def kind_of(text: str, asked: Asked) -> Kind:
    """What is asked; `said` wins over all but `who said` where somebody is asked for who says or tells something."""
    if asked.who:
        return "who said"
    if asked.cue not in SAYS or asked.source:
        for kind, pattern in _PLAIN:
            if pattern.search(text):
                return kind
    why = _WHY.match(text)
    if asked.anybody and not (why and asked.role and asked.cue not in SAYS):
        return "said"
    if why:
        return "why"
    return "yes-no" if _YES_NO.match(text) else "what"


def expects_of(text: str) -> frozenset[str]:
    """The names in EXPECTS of what an answer must hold."""
    return frozenset(kind for kind, pattern in EXPECTS.items() if pattern.search(text))


COUNTED = re.compile(
    r"\b(?:how many|how much|what (?:percentage|share|portion|number) of|share of|"
    r"how (?:big|large|long|old|often) (?:was|were|is|are|did))\s+((?:[\w’'-]+\W+){1,4})",
    re.I,
)
"""What is counted: the words after "how many"."""
