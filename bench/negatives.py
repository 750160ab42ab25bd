"""Questions that an archive cannot answer, made up from ones that it can: another speaker, topic, year or name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from qa import Turn
from qa.evaluation import Item
from qa.understand import Query

FIRST = "Harold Denise Victor Paula Stanley Irene Gordon Lydia Walter Monica Trevor Anita Clifford Sylvia".split()
LAST = "Abernathy Kowalski Thackeray Okonkwo Lindqvist Marchetti Voss Pemberton Halloran Yamada Whitlock Draper".split()
PLACES = "Denver Seattle Lisbon Nairobi Oregon Montana Portland Toronto Chile Norway Memphis Tucson Jakarta".split()
YEARS = "2003 2009 2019 2020 2021 2023".split()
TOPICS = (
    "the moon landing", "the opioid settlement", "self-driving cars", "the World Cup final", "vaccine mandates",
    "a wildfire in Oregon", "cryptocurrency exchanges", "the Olympic boycott", "the airline merger", "farm subsidies",
    "school lunches in Denver", "daylight saving time", "space tourism", "the royal wedding", "the bridge collapse",
    "the debt of Argentina", "the teachers' strike in Oakland", "hurricane relief", "artificial intelligence rules",
    "the ban on plastic bags",
)  # fmt: skip

_SAYS_ABOUT = re.compile(r"\b(?:say|said|think|thought|complain\w*|criticism|message|advice|take)\b (?:about|on|of)\b")
_TOPIC = re.compile(r"\b(?:about|after|when|on|for)\b (.+)")


@dataclass(frozen=True)
class Negative:
    """A question without an answer; hides says that there is none only without the articles that hold it."""

    question: str
    article: str
    history: tuple[Turn, ...] = ()
    hides: bool = False


def negatives(asked: Sequence[tuple[Item, Query]], people: Sequence[str], random: Random) -> list[Negative]:
    """Some for each question; people are names that the archive holds often."""
    made: list[Negative] = []
    plain = [(item, query) for item, query in asked if item.kind in ("said", "fact")]
    for item, query in plain:
        made.append(Negative(item.question, item.article, hides=True))
        made += [Negative(q, item.article) for q in _swapped(item, query, plain, people, random)]
    for item, _ in asked:
        if item.kind == "followup":
            made.append(Negative(item.question, item.article, item.history, hides=True))
            made += [Negative(q, item.article, item.history) for q in _follow_ups(people, random)]
    return made


def _swapped(
    item: Item, query: Query, others: Sequence[tuple[Item, Query]], people: Sequence[str], random: Random
) -> Iterator[str]:
    question = item.question
    if query.speakers and (at := _place(query.speakers[0], question)):
        for someone in (_nobody(random), random.choice(people).title()):
            yield question[: at[0]] + someone + question[at[1] :]
        if says := _SAYS_ABOUT.search(question):
            yield f"{question[: says.end()]} {random.choice(TOPICS)}?"
            other = random.choice(others)[0]
            if other.article != item.article and (topic := _TOPIC.search(other.question)):
                yield f"{question[: says.end()]} {topic[1]}"
    if re.search(r"\b20\d\d\b", question):
        yield re.sub(r"\b20\d\d\b", random.choice(YEARS), question)
    for name in query.names[1:]:
        if name not in query.speakers and (at := _place(name, question)) and random.random() < 0.5:
            other_name = random.choice(people).title() if random.random() < 0.5 else random.choice(PLACES)
            yield question[: at[0]] + other_name + question[at[1] :]
            return


def _follow_ups(people: Sequence[str], random: Random) -> Iterator[str]:
    def someone() -> str:
        return random.choice(people).title() if random.random() < 0.6 else _nobody(random)

    yield f"And {someone()}?"
    yield f"What did he say about {random.choice(TOPICS)}?"
    yield f"And about {someone()}?"
    yield f"What did {someone()} say about it?"
    yield f"How did {someone()} respond?"
    yield f"What about {random.choice(TOPICS)}?"


def _nobody(random: Random) -> str:
    return f"{random.choice(FIRST)} {random.choice(LAST)}"


def _place(name: str, question: str) -> tuple[int, int] | None:
    found = re.search(r"\b" + r"\W+".join(map(re.escape, name.split())) + r"\b", question, re.I)
    return found.span() if found else None
