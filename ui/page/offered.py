"""Questions that are offered, to begin with and after an answer: each is one that the archive has an answer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from threading import Lock

from index import Speaker, Statement
from index.english.names import is_full_name
from index.topics import bare, topics_in, topics_of
from index.words import full_names, stems
from qa import Answer, Assistant

EXAMPLES = 4
AFTER = 3
_PEOPLE = 8
"""Those who are quoted most, of whom the examples are."""

_FOLLOWED = 2
"""Speakers on a topic, or topics of a speaker, that are offered."""

_HEARD = 20
"""Statements on a topic that are looked through for who else speaks on it."""

_NAMED = 4
"""Names in an answer that are looked up."""


class Offered:
    """Questions made of what the statement index holds; those to begin with are asked before they are shown, one by
    one.
    """

    def __init__(self, assistant: Assistant):
        self._assistant = assistant
        self._archive = assistant.archive
        self._making = Lock()
        self._people: list[Speaker] = []
        self._made: list[str] = []
        self._coming: Iterator[str] = iter(())

    def to_begin(self, number: int) -> str | None:
        """One of up to EXAMPLES questions, about whoever is quoted most first; asked anew when others are, or more."""
        quoted = self._archive.speakers(kind="person")[: 5 * _PEOPLE]
        people = [one for one in quoted if is_full_name(one.name)][:_PEOPLE]
        with self._making:
            if self._people != people:
                self._people, self._made = people, []
                self._coming = islice(filter(None, map(self._example, people)), EXAMPLES)
            self._made += islice(self._coming, max(0, number + 1 - len(self._made)))
            return self._made[number] if number < len(self._made) else None

    def after(self, answer: Answer, asked: Collection[str]) -> tuple[str, ...]:
        """Up to AFTER questions that go on from an answer, none of them asked before. Nothing is asked for them: there
        are statements that hold their words.
        """
        if answer.status not in ("answered", "related"):
            return ()
        known = {question.casefold() for question in asked}
        new = (question for question in self._following(answer) if question.casefold() not in known)
        return tuple(islice(dict.fromkeys(islice(new, 2 * AFTER)), AFTER))

    def _example(self, person: Speaker) -> str | None:
        """A question whose answer has this person's own words."""
        # A common word alone may mean much.
        topics = sorted(topics_of(self._archive, person.name), key=lambda t: t.islower() and " " not in bare(t))
        question = f"What did {person.name} say{f' about {topics[0]}' if topics else ''}?"
        answer = self._assistant.ask(question, extractive=True)
        return question if answer.found and any(claim.kind == "quoted" for claim in answer.claims) else None

    def _following(self, answer: Answer) -> Iterator[str]:
        speakers = [*dict.fromkeys(claim.speaker for claim in answer.claims if claim.speaker)]
        said = bool(speakers) and not any(claim.answer for claim in answer.claims)
        topic = dict(answer.understood).get("topic", "") if said else ""
        if answer.more and answer.more.topic:
            yield f"What else did {answer.more.speaker} say about {answer.more.topic}?"
        if topic:
            for other in self._others_on(topic, speakers)[:_FOLLOWED]:
                yield f"What did {other} say about {topic}?"
        if not said:
            yield from self._heard_beside(answer)
        for name in filter(is_full_name, speakers if said else self._named_in(answer)):
            others = (t for t in topics_of(self._archive, name) if not {*stems(t)} & {*stems(topic)})
            yield from (f"What did {name} say about {other}?" for other in islice(others, 1 if topic else _FOLLOWED))
        if said:
            yield from self._heard_beside(answer)

    def _others_on(self, topic: str, known: Sequence[str]) -> list[str]:
        """Who else has a statement with every word of a topic."""
        found = [one for one in self._archive.said(None, topic)[:_HEARD] if one.speaker and is_full_name(one.speaker)]
        wanted = {*stems(topic)}
        told = zip(found, self._archive.words_of(found), strict=True)
        held = dict.fromkeys(one.speaker for one, statement in told if wanted <= {*stems(statement.text)})
        return [name for name in held if name and name not in known]

    def _named_in(self, answer: Answer) -> list[str]:
        """Who is named in an answer's words and quoted somewhere."""
        runs = dict.fromkeys(n for claim in answer.claims for words in claim.words for n in full_names(words.text))
        return [name for run in islice(runs, _NAMED) if (name := self._assistant.library.full_name(run))]

    def _heard_beside(self, answer: Answer) -> Iterator[str]:
        """Who else speaks in the articles that an answer is from, and of what they speak there."""
        known = {claim.speaker for claim in answer.claims}
        heard: dict[str, list[Statement]] = {}
        for article in dict.fromkeys(cited.article for cited in answer.citations):
            for statement in self._archive.statements(article):
                if statement.speaker and statement.speaker not in known and is_full_name(statement.speaker):
                    heard.setdefault(statement.speaker, []).append(statement)
        for name, statements in heard.items():
            yield from (f"What did {name} say about {topic}?" for topic in topics_in(self._archive, statements)[:1])
