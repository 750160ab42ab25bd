"""What is asked, standing by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from index import Filters
from qa.answer import Constraint, Shape
from qa.names import same_person
from qa.understand.kinds import Kind
from qa.understand.talk import Talk


@dataclass(frozen=True)
class Query:
    """What is asked, standing by itself. Names are plain (`qa.names.plain`), terms are stems."""

    text: str
    """What is shown and searched for."""
    own: str = ""
    """The question as it was written, its names spelt as in the archive."""
    kind: Kind = "what"
    expects: frozenset[str] = frozenset()
    """What an answer must hold (see `qa.understand.kinds`)."""
    names: tuple[str, ...] = ()
    """Everybody and everything that is named."""
    speakers: tuple[str, ...] = ()
    """Whose words are asked for, by name."""
    namesakes: frozenset[str] = frozenset()
    """The speakers whose last name alone is somebody else's."""
    apposition: str = ""
    """What only tells who a speaker is: " of Port Elsin"."""
    roles: tuple[str, ...] = ()
    """Whose words are asked for without a name: "lawyer"."""
    owner: str = ""
    """The last name of the one whose lawyer it is."""
    described: str = ""
    """Both as the question has them: "Roe's lawyer"."""
    terms: Mapping[str, float] = field(default_factory=dict)
    """The question's own words, each with its weight."""
    context: Mapping[str, float] = field(default_factory=dict)
    """Those carried over from the conversation."""
    quoted: tuple[str, ...] = ()
    """What somebody is asked about to have said in just these words."""
    years: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    filters: Filters = field(default_factory=Filters)
    """The caller's."""
    narrowed: Filters = field(default_factory=Filters)
    """Those with what the question itself says of date and publisher."""
    when: str = ""
    """How it says the date."""
    about: str | None = None
    """Where it goes on from the conversation: what finds the article that this is about."""
    told: tuple[str, ...] = ()
    """Earlier replies, which are not to be repeated."""
    shape: Shape = ""
    """The one that an answer is asked to have."""
    asking: frozenset[str] = frozenset()
    """The words (folded) that ask for it."""
    whom: str = ""
    """Who is to be introduced."""
    others: tuple[str, ...] = ()
    """Those whose words are not wanted."""
    dated: bool = False
    """Whether the day is asked for of what was said."""
    notes: tuple[str, ...] = ()
    """How it was read, for the reader."""
    understood: tuple[Constraint, ...] = ()
    """What it was read to ask for."""
    talk: Talk | None = None
    parts: tuple[Query, ...] = ()
    """The questions asked in one breath, where there are several."""

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
