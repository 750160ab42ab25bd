""" "He" and "she" -> who is meant, or nobody where it could be either of two.

The nearest sentence decides: who speaks in it, else who stands in it as a subject. Somebody who is only mentioned
there ("after a visit by Mr. Poe") is meant where no one else could be, and else makes it doubtful.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from index.article import Span
from index.english.names import is_given, last_name
from index.english.people import PERSONS, is_role, pronoun_of
from index.statements.cast import RECENT, Cast, Person, Place, of_self
from index.statements.lines import Line

NEAR = 400
"""How far back a pronoun reaches to somebody of whom the article does not tell whether it is he or she."""

_UNNAMED = re.compile(r"[\"“']?(?:An?|One|Another) ((?:[\w-]+ ){0,3}?([\w-]+))\b(?= (?!of\b))")
_HEAD = re.compile(r"([\w-]+)(?: (?:of|for|at|in|from|with|on|to|near|close|who)\b.*)?$", re.DOTALL)
_GOES_ON = re.compile(r"[\"“]?(he|she)\b", re.IGNORECASE)
_SAID_BEHIND = re.compile(r"[”\"],? (he|she) (?:\w+ )?(?:said|says|told|added|asked)\b")


@dataclass
class Spoken:
    """A statement met before: where it names its speaker, who that is, what they said, and whether by "who".

    to: the one whom it asks or accuses; asks: whether it is a question.
    """

    at: int
    name: str | None
    content: list[Span]
    aside: bool = False
    to: str | None = None
    asks: bool = False


def learn_pronouns(found: Cast, page: list[Line]) -> None:
    """Tell from the text's own pronouns who is "he" and who "she": "Petra Amsel spoke. She did not say when."."""
    for _ in range(2):  # what is learnt of one tells of the next
        votes: dict[str, Counter[str]] = {}
        in_full: set[tuple[str, str]] = set()
        for n, line in enumerate(page):
            here = _within(found, line, line.span.end)
            if len({place.person for place in here}) == 1 and not here[0].person.either:
                told = _told_of(found, page, n, here)
                name = here[0].person.name
                votes.setdefault(name, Counter()).update(told)
                if any(_is_in_full(place) for place in here):
                    in_full.update((name, pronoun) for pronoun in told)
        for name, count in votes.items():
            _decide(found, name, count, in_full)


def _told_of(found: Cast, page: list[Line], n: int, here: list[Place]) -> list[str]:
    """The pronouns that can only mean the one person a sentence names: "he said that he", "She" in the next one."""
    line, person = page[n], here[0].person
    end = here[-1].span.end
    words = line.text[end : line.span.end]
    told = [p for p in [of_self(line.text, end)] if p]
    following = [p.lower() for p in _SAID_BEHIND.findall(words)]
    if here[0].leads and n + 1 < len(page) and page[n + 1].paragraphs - line.paragraphs <= 1:
        after = page[n + 1]
        following += _pronouns(after, named=bool(_within(found, after, after.span.end)))
    before = [
        p.person for k in page[max(0, n - 2) : n] for p in _within(found, k, k.span.end) if p.person is not person
    ]
    return told + [p for p in following if not any(other.pronoun in (p, None) for other in before)]


def _is_in_full(place: Place) -> bool:
    return place.span.end - place.span.start > len(last_name(place.person.name)) or " " not in place.person.name


def _decide(found: Cast, name: str, votes: Counter[str], in_full: set[tuple[str, str]]) -> None:
    """Believe what most pronouns tell; against a first name only if many do, some of them of the full name, and nobody
    else has the last name.
    """
    if not votes:
        return
    (first, most), *rest = votes.most_common()
    person = found.people[name]
    alone = len(found.by_last[last_name(name).lower()]) == 1
    against = alone and most > 2 and (name, first) in in_full
    if most > 2 * sum(n for _, n in rest) and (person.pronoun is None or against):
        person.pronoun, person.sure = first, True


def pronoun_speaker(
    found: Cast, at: int, wanted: str, page: list[Line], n: int, own: list[Span], spoken: list[Spoken]
) -> str | None:
    """The name of whom a "he" or "she" at an offset means.

    page, n: the sentences, and the number of its own; own: what this speaker says, in which they would not be named;
    spoken: what is said before, in order.
    """
    rivals: set[str] = set()
    told_of, one_told_of = _those_in(found, own), _one_of_those_in(found, own)
    for line in (page[i] for i in range(n, -1, -1)):
        if line.span.end < at - RECENT:
            break
        first, end = (bisect_left(spoken, edge, key=_at) for edge in (line.span.start, min(at, line.span.end)))
        said = spoken[first:end]
        # Who "was asked by a reporter" is told of, not the reporter.
        active = [s for s in said if not line.text.endswith("by ", 0, s.at)]
        answering = [s for s in active if s.to or not s.asks]  # a reporter who asks does not answer
        speakers = _speakers(found, wanted, [s for s in answering if not s.aside])
        inside = [*own, *(span for s in said for span in s.content)]
        leads, others = _named(found, wanted, line, at, own, inside)
        if _goes_on(line, wanted, at):
            leads, others = set(), set()  # "She" is who she was; the others named here are not
        leads = speakers or leads or _speakers(found, wanted, answering) or _unnamed(line, at, wanted)
        leads = _with_those_spoken_to(found, wanted, leads, active)
        if line.number < n:
            leads = {"" if name in one_told_of else name for name in leads - told_of}
            others -= told_of
        for group in (leads & rivals, leads if not rivals else set()):
            if len(group) == 1:
                return _meant(found, group.pop(), wanted)
        if leads:
            return None
        rivals |= others
    return _meant(found, rivals.pop(), wanted) if len(rivals) == 1 else None


def _goes_on(line: Line, wanted: str, at: int) -> bool:
    """Whether a sentence, up to an offset, begins with the pronoun and so goes on about somebody."""
    begin = _GOES_ON.match(line.text, *line.span)
    return bool(begin and begin.start(1) == line.span.start < at and begin[1].lower() == wanted)


def _those_in(found: Cast, own: Iterable[Span]) -> set[str]:
    """Those whom what is said names: "he" who says that Lind was right is not Lind."""
    return {place.person.name for span in own for place in found.within(*span)}


def _one_of_those_in(found: Cast, own: Iterable[Span]) -> set[str]:
    """Those of whom what is said names one, by a name that others bear, too."""
    return {person.name for span in own for place in found.within(*span) for person in place.person.either or ()}


def _meant(found: Cast, name: str, wanted: str) -> str | None:
    if person := found.people.get(name):
        person.pronoun = wanted
    return name or None


def _fits(person: Person, wanted: str, apart: int = 0) -> bool:
    return person.pronoun == wanted or (person.pronoun is None and person.sure and apart < NEAR)


def _speakers(found: Cast, wanted: str, said: Iterable[Spoken]) -> set[str]:
    """Who speaks in a sentence, but for speakers within what another says."""
    fits: set[str] = set()
    for one in said:
        if one.name is None or any(s.start <= one.at < s.end for other in said for s in other.content):
            continue
        person = found.people.get(one.name)
        if person.pronoun in (wanted, None) if person else _is_somebody(one.name, wanted):
            fits.add(one.name)
        elif person is None and is_given(one.name.split()[0]):
            fits.add("")  # a name that the cast does not know: better nobody than another
    return fits


def _with_those_spoken_to(found: Cast, wanted: str, leads: set[str], said: Iterable[Spoken]) -> set[str]:
    """With those who are asked in the place of those who ask; after an accusation it may be either."""
    for one in said:
        person = found.people.get(one.to or "")
        if one.to and (person.pronoun in (wanted, None) if person else _is_somebody(one.to, wanted)):
            leads = (leads - {one.name} if one.asks else leads) | {one.to}
    return leads


def _is_somebody(nominal: str, wanted: str) -> bool:
    """Whether "a spokeswoman for the town" could be "she"."""
    head = _HEAD.search(nominal.split(",")[0])
    return bool(head and is_role(head[1]) and pronoun_of(head[1]) in (wanted, None))


def _named(
    found: Cast, wanted: str, line: Line, at: int, own: list[Span], inside: list[Span]
) -> tuple[set[str], set[str]]:
    """Who fits of those a sentence names: as subjects, of the main clause if any is, and otherwise."""
    leads: dict[str, bool] = {}
    others: set[str] = set()
    for place in _within(found, line, at):
        fits = [p.name for p in place.person.either or [place.person] if _fits(p, wanted, at - place.span.end)]
        if fits and not _covered(place, own):
            name = fits[0] if len(fits) == 1 else ""  # of two of one name both may fit: then it is nobody
            if place.leads and not _covered(place, inside):
                leads[name] = leads.get(name, True) and place.below
            else:
                others.add(name)
    main = {name for name, below in leads.items() if not below}
    return main or set(leads), others


def _within(found: Cast, line: Line, before: int) -> list[Place]:
    """Where a sentence names somebody outside quotations."""
    quoted = [Span(q.start, q.end) for q in line.quotations]
    here = found.within(line.span.start, min(before, line.span.end))
    return [place for place in here if not _covered(place, quoted)]


def _covered(place: Place, spans: Iterable[Span]) -> bool:
    return any(span.start <= place.span.start < span.end for span in spans)


def _unnamed(line: Line, at: int, wanted: str) -> set[str]:
    """Nobody's name, where a sentence begins with someone without one: "A passer-by stopped."."""
    someone = _UNNAMED.match(line.text, line.span.start, min(at, line.span.end))
    somebody = someone and (is_role(someone[2]) or someone[2].lower() in PERSONS)
    return {""} if someone and somebody and pronoun_of(someone[2]) in (wanted, None) else set()


def _pronouns(line: Line, named: bool) -> list[str]:
    """The "he" or "she" that a sentence begins with, or that speaks in it where it names nobody."""
    begin = _GOES_ON.match(line.text, *line.span)
    behind = None if named else _SAID_BEHIND.search(line.text, *line.span)
    return [m[1].lower() for m in (begin, behind) if m]


def _at(spoken: Spoken) -> int:
    return spoken.at
