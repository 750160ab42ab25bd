"""People, bodies and those without a name."""

from __future__ import annotations

import pytest

from index.statements.sorts import kind_of

PEOPLE = """Mara Quill; Quill; Joost van der Velde; Xu Meiling; Łukasz Żółtowski; J. K. Marsh; Marvin "Stretch" Odell;
    @ash; Judge Quill; James Hall"""
BODIES = """Oldford Council; the council; The ministry; Lantern Bank; Norland Broadcasting; Russia; the White House;
    Quill's office; Howard University; FBI; the union of boatmen; the Quill campaign"""
UNNAMED = """two in three; a spokesman; officials; A spokeswoman for Oram Lines; sources close to Quill; many; critics;
    a senior aide to Mara Quill; 12 residents; a report; an 8-year-old boy; some members; the study; residents;
    Two officials familiar with the matter"""


@pytest.mark.parametrize(
    ("name", "kind"),
    [(" ".join(n.split()), k) for names, k in ((PEOPLE, "person"), (BODIES, "body"), (UNNAMED, "unnamed"))
     for n in names.split(";")],
)  # fmt: skip
def test_the_kind_of_a_speaker(name: str, kind: str) -> None:
    assert kind_of(name, has_role=False) == kind


def test_a_blank_is_nobody() -> None:
    assert kind_of(" ", has_role=True) == "unnamed"
