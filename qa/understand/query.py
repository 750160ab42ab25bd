"""What is asked, standing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index import Filters
from qa.answer import Constraint
from qa.names import same_person
from qa.understand.kinds import Kind
from qa.understand.shapes import Shape
from qa.understand.talk import Talk


@dataclass(frozen=True)
class Query:
    """What is asked, standing by itself.

    text is shown and searched for; own is the question as it was written, its names spelt as in the archive; about,
    where the question goes on from the conversation, is what finds the article it is about. Names are plain
    (`qa.names.plain`); namesakes are the speakers whose last name alone is somebody else's, and owner is the last name
    of the one whose spokesman or lawyer is asked for, described how the question puts both; apposition is what only
    tells who a speaker is ("of Port Elsin"). terms are the question's stems and context those carried over, with
    weights. filters are the caller's and narrowed those with what the question itself says of date and publisher; when
    is how it says the date. shape is the one that an answer is asked to have, and asking are the words (folded) that
    ask for it; whom is who is to be introduced, others are those whose words are not wanted, and dated tells that the
    day is asked for of what was said. notes tell how it was read, and understood what it was read to ask for. parts are
    the questions asked in one breath, where there are several.
    """

    text: str
    own: str = ""
    kind: Kind = "what"
    expects: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    namesakes: frozenset[str] = frozenset()
    apposition: str = ""
    roles: tuple[str, ...] = ()
    owner: str = ""
    described: str = ""
    terms: Mapping[str, float] = field(default_factory=dict)
    context: Mapping[str, float] = field(default_factory=dict)
    years: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    filters: Filters = field(default_factory=Filters)
    narrowed: Filters = field(default_factory=Filters)
    when: str = ""
    about: str | None = None
    told: tuple[str, ...] = ()
    shape: Shape = ""
    asking: frozenset[str] = frozenset()
    whom: str = ""
    others: tuple[str, ...] = ()
    dated: bool = False
    notes: tuple[str, ...] = ()
    understood: tuple[Constraint, ...] = ()
    talk: Talk | None = None
    parts: tuple[Query, ...] = ()

    def may_be(self, asked: str, held: str) -> bool:
        """Whether a plain name under which words are held may be a speaker's; a last name alone is not a namesake's."""
        if any(same_person(other, held) for other in self.others):
            return False
        return " " in held or asked not in self.namesakes

    @property
    def goes_on(self) -> bool:
        """Whether it leans on the conversation."""
        return self.about is not None

    @property
    def asks_speaker(self) -> bool:
        """Whether somebody's words are asked for, by name or by role."""
        return bool(self.speakers or self.roles)

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nobody and not a word to look for."""
        return not (self.terms or self.context or self.asks_speaker)
