"""The JSON of a checked draft, and of a capsule that was looked up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, Field

from qa.check import Checked, Finding, How, Variant, Verdict
from qa.standing import State
from ui import schema


class DifferenceOut(BaseModel):
    draft: str = Field(description="The draft's words; empty where it leaves some out.")
    article: str = Field(description="The article's words in their place; empty where the draft adds some.")
    start: int = Field(description="Where the draft's words begin, or the article's would, in the draft's text.")
    end: int


class PieceOut(BaseModel):
    op: Literal["same", "gone", "new"] = Field(description="gone: the earlier one's words; new: its own.")
    text: str


class VariantOut(BaseModel):
    citation: schema.CitationOut = Field(description="Its number is its place among the variants.")
    exact: bool = Field(description="Whether it has the draft's words.")
    own: bool = Field(description="Whether they stand there as somebody's own words; else they are the outlet's.")

    words: str = Field(description="Its sentences, as far as it quotes them, without what the outlet tells between.")
    parent: int | None = Field(
        description="The number of the earlier variant that it is nearest to, of several the earliest; null for the "
        "first, and where none has a date."
    )
    how: How | None = Field(description="What sets it apart from that one; of two things the speaker.")
    diff: list[PieceOut] = Field(description="That one's words made its own.")

    @classmethod
    def of(cls, variant: Variant) -> VariantOut:
        citation = schema.CitationOut.of(variant.citation)
        diff = [PieceOut(**piece._asdict()) for piece in variant.diff]
        plain = ("exact", "own", "words", "parent", "how")
        return cls(citation=citation, diff=diff, **{name: getattr(variant, name) for name in plain})


class FindingOut(BaseModel):
    start: int = Field(description="Where it begins in the draft's text, in code points.")
    end: int
    text: str
    kind: Literal["quotation", "paraphrase"]
    verdict: Verdict = Field(
        description="verbatim; speaker_not_told: verbatim, but no article tells whose words they are; altered; "
        "trimmed: cut, and no mark shows it; spliced: parts of several statements joined; wrong_speaker: right words, "
        "another's; reported: an outlet's words set as the speaker's own; borne_out and not_borne_out: a paraphrase; "
        "absent: not in the archive, which does not make it false."
    )
    told: str = Field(description="The verdict for people.")
    fault: bool = Field(description="Whether the draft should not be printed as it stands.")
    claimed: str | None = Field(description="Whom the draft lets say it.")
    speaker: str | None = Field(description="Who says it in the evidence.")
    evidence: list[schema.CitationOut] = Field(description="What the verdict rests on; of what is absent the nearest.")
    diff: list[DifferenceOut] = Field(description="The words that differ, in order.")
    turns: list[str] = Field(
        description="By what they turn the meaning: negation, modality, number, name, speaker, roles."
    )
    sure: float = Field(description="How sure the verdict is, from 0 to 1.")
    variants: list[VariantOut] = Field(
        description="Every article that prints it, alike or not, oldest first; the undated last."
    )

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        plain = ("start", "end", "text", "kind", "verdict", "claimed", "speaker", "sure")
        return cls(
            **{name: getattr(finding, name) for name in plain},
            told=finding.verdict.told,
            fault=finding.is_fault,
            evidence=[schema.CitationOut.of(citation) for citation in finding.evidence],
            diff=[DifferenceOut(**change._asdict()) for change in finding.diff],
            turns=list(finding.turns),
            variants=[VariantOut.of(variant) for variant in finding.variants],
        )


class CheckedOut(BaseModel):
    text: str = Field(description="The draft as it was read: what the findings' offsets count in.")
    findings: list[FindingOut] = Field(description="In the order in which they stand.")
    faults: int = Field(description="With how many of them the draft should not be printed.")
    notes: list[str] = Field(description="What could not be looked at, a sentence each.")
    seconds: float

    @classmethod
    def of(cls, text: str, checked: Checked, notes: Sequence[str] = ()) -> CheckedOut:
        """notes: what the draft's reader had to say of it."""
        findings = [FindingOut.of(finding) for finding in checked.findings]
        return cls(
            text=text,
            findings=findings,
            faults=len(checked.faults),
            notes=[*notes, *checked.notes],
            seconds=checked.seconds,
        )


class StandingOut(BaseModel):
    id: str = Field(description="The annotation's in the capsule.")
    state: State = Field(
        description="verbatim: in the same text, at their place; changed: to the letter, in a text that has changed or "
        "at another place; gone: the article is held, and they are not in it; not_held: it is not, which says nothing."
    )
    told: str = Field(description="The state for people.")
    text: str = Field(description="The words as they were cited.")
    speaker: str | None
    source: str
    title: str
    published: date | None
    article: str | None = Field(description="The id of the article that is held.")
    start: int | None = Field(description="Where they stand now.")
    end: int | None
    moved: bool = Field(description="Whether that is another place than they were cited from.")
    version: str | None = Field(None, description="The earlier version that they were cited from, where it is held.")
    replaced: datetime | None = Field(None, description="When another took its place, in UTC.")
    now: str | None = Field(None, description="What stands in the place of words that are gone, if anything like them.")


class Verified(BaseModel):
    quotations: list[StandingOut]
    faults: int = Field(description="How many are gone or not held.")
