"""The label of a turn -> its speaker in full: "MR. KIRBY" is the John Kirby whom the text or its title introduces."""

from __future__ import annotations

import re

from index.english.names import last_name, parted
from index.english.people import COURTESY, is_role, is_title, pronoun_of
from index.statements.cast import Cast, Person, cast
from index.statements.speakers import NOBODY, Speaker, by_role, short
from index.statements.transcripts import Turn

REPORTER = Speaker("a reporter")
"""Who asks where a transcript does not say who: in a briefing, one of the press."""

_PRESS = frozenset("question reporter press".split())


class Labels:
    """The speakers of one transcript, by their labels."""

    def __init__(self, people: Cast, text: str, title: str, turns: list[Turn]):
        self._text = text
        self._people = people
        self._title = " ".join(title.split())
        self._introduced = cast(self._title)
        self._interview = any(turn.asks is False for turn in turns)
        names = {text[slice(*turn.label)] for turn in turns if turn.asks is None}
        self._in_full = {
            last_name(name): name for name in sorted(names) if " " in name and not is_title(name.split()[0])
        }
        self._known: dict[str, Speaker] = {}
        self._answers = self._interviewed() if self._interview else NOBODY

    def speaker(self, turn: Turn) -> Speaker:
        """Who speaks in a turn; nobody where the label does not tell, or could be either of two."""
        label = " ".join(self._text[slice(*turn.label)].split())
        if turn.asks is not None:
            asking = NOBODY if self._interview else REPORTER
            return asking if turn.asks else self._answers
        if turn.told or label not in self._known:
            self._known[label] = self._resolved(label, turn)
        return self._known[label]

    def _resolved(self, label: str, turn: Turn) -> Speaker:
        words = label.split()
        if words[-1].lower() in _PRESS:
            return REPORTER
        title = [word for word in words[:-1] if is_title(word)] if words[0].lower() != "the" else []
        name = " ".join(words[len(title) :])
        if words[0].lower() == "the" or (is_role(words[-1]) and not title):
            return self._office(name, turn)
        titles = [_cased(word) for word in title]
        if person := self._person(name, pronoun_of(titles)):
            return Speaker(person.name, person.role)
        role = " ".join(title for title in titles if title not in COURTESY)
        told = "" if turn.told.islower() else turn.told
        return Speaker(self._written(self._in_full.get(name, name)), role or told or None)

    def _person(self, name: str, pronoun: str | None) -> Person | None:
        """The one person of a label's name whom the title introduces, or else the text."""
        low = name.lower()
        for people in (self._introduced, self._people):
            same = people.by_last.get(last_name(name).lower(), [])
            if " " in name:
                same = [p for p in same if p.name.lower() == low or p.name.lower().startswith(low.split()[0] + " ")]
            fits = [p for p in same if not pronoun or p.pronoun in (pronoun, None)]
            fits = fits if len(fits) < 2 else [p for p in fits if p.pronoun == pronoun] or fits
            if len(fits) == 1:
                return fits[0]
        return None

    def _office(self, label: str, turn: Turn) -> Speaker:
        """Who holds an office, where the title or the text tells, or a name stands beside it in brackets."""
        title, named = parted(turn.told)
        if len(named.split()) > 1 or title:
            person = self._person(named, pronoun_of(title))
            return Speaker(person.name if person else named, label.removeprefix("The ").removeprefix("THE ").lower())
        office = f"the {label.lower().removeprefix('the ')}"
        for people in (self._introduced, self._people):
            if person := by_role(people, office, None):
                return Speaker(person.name, person.role)
        return Speaker(short(office if label.lower().startswith("the ") else label.capitalize()))

    def _interviewed(self) -> Speaker:
        """The one whom the title of an interview names."""
        people = list(self._introduced.people.values())
        named = [p for p in self._people.people.values() if p.name in self._title or last_name(p.name) in self._title]
        one = people if len(people) == 1 else named
        return Speaker(one[0].name, self._people.people.get(one[0].name, one[0]).role) if len(one) == 1 else NOBODY

    def _written(self, name: str) -> str:
        """A name in capitals as the text writes it elsewhere, or else with a capital each."""
        if not name.isupper():
            return name
        words = name.split()
        found = [re.search(rf"\b(?!{re.escape(w)}\b){re.escape(w)}\b", self._text, re.IGNORECASE) for w in words]
        told = (m[0] if m and m[0][0].isupper() else _cased(w) for m, w in zip(found, words, strict=True))
        return short(" ".join(told))


def _cased(word: str) -> str:
    """A word in capitals with one capital a part: "JEAN-PIERRE" is Jean-Pierre."""
    return "-".join(part.capitalize() for part in word.split("-")) if word.isupper() else word
