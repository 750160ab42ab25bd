"""What a check finds: each quotation and attributed claim of a draft, a verdict, and the words that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from qa.answer import Citation


class Verdict(StrEnum):
    """What the archive says of a quotation or of an attributed claim; it never says that something is false."""

    VERBATIM = "verbatim"
    UNTOLD = "speaker_not_told"
    """The words are there, and no article tells whose they are, or none can be held against whom the draft names."""
    ALTERED = "altered"
    TRIMMED = "trimmed"
    """Words of the statement are left out, and no mark shows it."""
    SPLICED = "spliced"
    """Parts of several statements stand as one."""
    MISATTRIBUTED = "wrong_speaker"
    REPORTED = "reported"
    """An outlet's words are set between marks as the speaker's own."""
    BORNE_OUT = "borne_out"
    NOT_BORNE_OUT = "not_borne_out"
    ABSENT = "absent"

    @property
    def told(self) -> str:
        """The verdict for people."""
        return _TOLD[self]


_TOLD = {
    Verdict.VERBATIM: "verbatim",
    Verdict.UNTOLD: "verbatim, speaker not told",
    Verdict.ALTERED: "altered",
    Verdict.TRIMMED: "trimmed",
    Verdict.SPLICED: "spliced",
    Verdict.MISATTRIBUTED: "right words, wrong speaker",
    Verdict.REPORTED: "reported, not quoted",
    Verdict.BORNE_OUT: "paraphrase borne out",
    Verdict.NOT_BORNE_OUT: "paraphrase not borne out",
    Verdict.ABSENT: "not in the archive",
}

FAULTS = frozenset(
    {
        Verdict.ALTERED,
        Verdict.TRIMMED,
        Verdict.SPLICED,
        Verdict.MISATTRIBUTED,
        Verdict.REPORTED,
        Verdict.NOT_BORNE_OUT,
    }
)
"""The verdicts on which a draft should not be printed as it stands."""

Turn = Literal["negation", "modality", "number", "name", "speaker", "roles"]
"""What a change turns the meaning by."""


class Change(NamedTuple):
    """Words of the draft, from start to end of its text, and what the article has instead; either may be empty."""

    draft: str
    article: str
    start: int
    end: int


CUT = 2
"""Words left out in one place that are a cut, and no slip."""

How = Literal["same", "cut", "longer", "changed", "reported", "other_speaker"]
"""What sets a variant apart from an earlier one; reported: the outlet's words, where that one quotes."""


class Piece(NamedTuple):
    """Words that both have, or that the earlier one alone, or the later one alone, has."""

    op: Literal["same", "gone", "new"]
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """How one article prints a quotation: the sentences of the speech that have its words, as far as it quotes them."""

    citation: Citation
    exact: bool
    """Whether it has the draft's words, in their order, with nothing but what the draft shows as left out between."""
    own: bool
    """Whether they stand there as somebody's own words; else they are the outlet's."""
    words: str = ""
    """Its words, without what the outlet tells between them."""
    parent: int | None = None
    """The number of the citation of the earlier variant that it is nearest to; of several, the earliest. None for the
    first of all, and where none has a date."""
    how: How | None = None
    diff: tuple[Piece, ...] = ()
    """Its parent's words made its own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A quotation or an attributed claim: `draft[start:end] == text`, and what the archive says of it."""

    start: int
    end: int
    text: str
    kind: Literal["quotation", "paraphrase"]
    verdict: Verdict
    claimed: str | None = None
    """Whom the draft lets say it, as it names them; None where it does not tell."""
    speaker: str | None = None
    """Who says it in the evidence."""
    evidence: tuple[Citation, ...] = ()
    """The words that the verdict rests on; where there are none, the nearest."""
    diff: tuple[Change, ...] = ()
    """The words that differ, in order."""
    turns: tuple[Turn, ...] = ()
    """By what the differing words turn the meaning."""
    sure: float = 1.0
    """How sure the verdict is, from 0 to 1: the share of the words that bear it out."""
    variants: tuple[Variant, ...] = ()
    """Every article that prints it, alike or not, oldest first; those without a date last."""

    @property
    def is_fault(self) -> bool:
        """Whether the draft should not be printed as it stands."""
        return self.verdict in FAULTS


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft as it was checked."""

    findings: tuple[Finding, ...]
    """In the order in which they stand in the draft."""
    notes: tuple[str, ...] = ()
    """What could not be looked at, a sentence each."""
    seconds: float = 0.0

    @property
    def faults(self) -> list[Finding]:
        """Those with which it should not be printed."""
        return [finding for finding in self.findings if finding.is_fault]
