"""A question that goes on from the conversation, made to stand by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.words import stem, weights
from qa.answer import Turn
from qa.names import Name, names_in, plain, sex_of, shown
from qa.understand.asked import asked_in, asks_words
from qa.understand.constraints import subject_of
from qa.understand.kinds import EXPECTS, Kind, kind_of
from qa.understand.leaning import lacks_object, leans

_PRONOUN = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|them|their|it|its|that|this|those|these|there)\b", re.I
)  # fmt: skip
_GOES_ON = re.compile(
    r"^\s*(?:and|but|so|what about|how about|why|what else|who else|when|where|anything else)\b", re.I
)  # fmt: skip
_AND = re.compile(r"\s*(?:and|but|so|(?:what|how) about|(?:what|who|anything) else)\b", re.I)
_WHY = re.compile(r"\s*why\b", re.I)
_HE_SUBJECT = re.compile(r"\b(?:did|does|do|would|was|has|had|is|could|should|will)\s+(?:he|she|they)\b", re.I)
_PERSON = re.compile(r"\b(?:he|she|him|her|his)\b", re.I)
_AT_HIS = re.compile(r"\b(?:in|on|at) (?:his|her)\b", re.I)
_SUBJECT = re.compile(r"\b(?:he|she|they)\b", re.I)
_HE = re.compile(r"\b(?:he|his|him)\b", re.I)
_SHE = re.compile(r"\b(?:she|hers?)\b", re.I)
_OWNER = re.compile(r"\b(?:his|her)\b(?=\s+\w)", re.I)
_OBJECT = re.compile(
    r"\b(?:him|her|them)\b(?=\s*(?:[?.!,]|$|(?:about|on|that|to|in|at|after|before|for|when)\b))", re.I
)
_REPLIES = re.compile(
    r"\b(?:his|her)\s(?:\w+\s)?(?:reply|response|reaction|answer|rebuttal|retort)\b|"
    r"\b(?:he|she)\s(?:respond|react|reply|answer)\b",
    re.I,
)
_WHO_IS = re.compile(r"\W*[Ww]ho\s(?:is|was)\s[A-Z]")
_ABOUT_IT = re.compile(r"(\b(?:about|on|of|to)\s)(?:it|that|this)\b(?=\W*$)", re.I)
_NO_PERSON = re.compile(r"\b(?:the|in|at|on|from|of the)\s+$", re.I)
_OPENING = re.compile(r"^\s*(?:and|but|so)\b[\s,]*", re.I)
_MORE = re.compile(r"\W*(?:and|but|so|(?:what|how) about)?\W*", re.I)
_NEW_TOPIC = re.compile(
    r"\W*(?:(?:and|but)\s+)?(?:(?:what|how)\s+)?(?:about|on)\s+(?!(?:in|on|at|after|before)\b)(.+?)\W*", re.I
)
_ON = re.compile(r"\s+(?:on|about)\s+(.+?)\W*", re.I)
_AND_ABOUT = re.compile(r"\W*(?:and|but)\s+(?:about|on)\b", re.I)
_ELSE = re.compile(r"\s*\belse\b", re.I)
_WHO_ELSE = re.compile(r"\W*(?:and )?who else\W*", re.I)

_LONGEST_SUBJECT = 12
"""Words."""

_TURNS = 6
"""The last messages of a conversation, each of which is read as it was meant when it was written."""

_EARLIER, _REPLY = 0.6, 0.35
"""How much a word of the question before counts (of the one before that, the square), and one of the last reply."""


Sex = Callable[[str], Literal["he", "she", ""]]


@dataclass(frozen=True, slots=True)
class Followed:
    """A follow-up with what it takes from the conversation.

    text stands by itself, and is shown; own is the question's own part of it; about is what to search for to find
    what the conversation is about, None where the question has become a whole one; context are the stems carried
    over, and how much each counts; told are earlier replies that are not to be repeated, others whose words are not
    wanted, and dated tells that the day of what was told is asked for.
    """

    text: str
    own: str
    about: str | None
    kind: Kind
    speakers: tuple[str, ...]
    context: Mapping[str, float]
    told: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    dated: bool = False


def goes_on(text: str, names: Sequence[Name], terms: Mapping[str, float], history: Sequence[Turn]) -> bool:
    """Whether a question leans on the conversation: a pronoun without its noun, an "and", or hardly a topic."""
    if not any(turn.role == "user" for turn in history):
        return False
    topic = [term for term, weight in terms.items() if weight >= 1]
    few = len(topic) < (3 if _WHY.match(text) else 2)
    # "What did Roe say?" asks for anything that Roe says, whatever was spoken of before.
    asked = asked_in(text, names)
    whole = bool(asked.speakers and asked.cue) and not asked.he and not _WHY.match(text)
    return bool((few and not whole) or _AND.match(text) or leans(text, names))


def standing(history: Sequence[Turn], proper: Container[str], sex: Sex = sex_of) -> list[Turn]:
    """The last turns of a conversation, each question made to stand by itself by those before it."""
    stood: list[Turn] = []
    for turn in history[-_TURNS:]:
        names = names_in(turn.content, proper) if turn.role == "user" else []
        if turn.role == "user" and goes_on(turn.content, names, weights(turn.content), stood):
            turn = turn._replace(content=follow(turn.content, names, stood, proper, sex).text)
        stood.append(turn)
    return stood


def follow(
    text: str, names: Sequence[Name], history: Sequence[Turn], proper: Container[str], sex: Sex = sex_of
) -> Followed:
    """The question with who and what it takes from the conversation; sex tells whether a plain name is he or she."""
    questions = [turn.content for turn in history if turn.role == "user"]
    replies = [turn.content for turn in history if turn.role == "assistant"]
    talk = _Talk(questions[-1], replies[-1] if replies else "", proper, sex)
    if _MORE.fullmatch(text):
        return talk.asked_again(_carried(questions[:-1], ""), replies)
    context = _carried(questions, talk.reply)
    if on_that := talk.of_that(text, context):
        return on_that
    asked = asked_in(text, names)
    speakers, kind = asked.speakers or talk.asked_in(text, names, len(weights(text))), kind_of(text, asked)
    if kind == "what" and speakers:
        kind = "said"
    if anew := talk.asked_of(text, names, speakers):
        return replace(_asked_anew(anew, speakers, context, talk), others=talk.others(text, names))
    filled = talk.filled(text, names, speakers)
    standing = talk.standing(filled, names_in(filled, proper), speakers)
    own = weights(filled)
    if speakers and not asked.cue and kind not in ("said", "yes-no", "why"):
        # Not their words are asked for, but something about them.
        context |= {stem(part): 1.0 for part in speakers[0].split()}
        speakers = ()
    return Followed(
        text=standing,
        own=_ELSE.sub("", filled),
        about=f"{text} ({talk.question})",
        kind=kind,
        speakers=speakers,
        context={term: weight for term, weight in context.items() if term not in own},
        told=tuple(replies) if _ELSE.search(text) else (),
    )


def _asked_anew(asked: str, speakers: tuple[str, ...], context: Mapping[str, float], talk: _Talk) -> Followed:
    """The last question of somebody else, or on something else; one without a topic needs the conversation still."""
    own = weights(asked)
    named = {stem(part) for name in speakers for part in name.split()}
    whole = any(weight >= 1 and term not in named for term, weight in own.items())
    left = {} if whole else {term: weight for term, weight in context.items() if term not in own}
    return Followed(asked, asked, None if whole else f"{asked} ({talk.question})", talk.kind, speakers, left)


class _Talk:
    """The last question and the reply to it."""

    def __init__(self, question: str, reply: str, proper: Container[str], sex: Sex):
        self.question, self.reply, self.proper, self.sex = question, reply, proper, sex
        self.names = names_in(question, proper)
        asked = asked_in(question, self.names)
        self.kind, self.speakers = kind_of(question, asked), asked.speakers
        self.asks_who = self.kind in ("who", "who said")

    def asked_again(self, context: Mapping[str, float], replies: Sequence[str]) -> Followed:
        """The last question once more, for what was not told yet, or of another time."""
        return Followed(self.question, self.question, self.question, self.kind, self.speakers, context, tuple(replies))

    def of_that(self, text: str, context: Mapping[str, float]) -> Followed | None:
        """ "Who else?" and "when was that?" of somebody's words: the last question, of others, or for the day."""
        subject = subject_of(self.question)
        if not self.speakers:
            return None
        if _WHO_ELSE.fullmatch(text) and subject:
            asked = f"Who has spoken about {subject}?"
            return Followed(asked, asked, None, "who said", (), {}, others=self.speakers)
        if EXPECTS["date"].search(text) and not any(weight >= 1 for weight in weights(text).values()):
            standing = f"{self.question.strip()} {_OPENING.sub('', text).capitalize()}"
            return Followed(standing, self.question, None, self.kind, self.speakers, {}, dated=True)
        return None

    def others(self, text: str, names: Sequence[Name]) -> tuple[str, ...]:
        """Who is not meant by "the other Roe": those of the name who were spoken of."""
        told = [*self.names, *names_in(self.reply, self.proper)]
        other = [name.plain.split()[-1] for name in names if text[: name.start].lower().endswith("other ")]
        return tuple(dict.fromkeys(t.plain for t in told if " " in t.plain and t.plain.split()[-1] in other))

    def asked_in(self, text: str, names: Sequence[Name], words: int) -> tuple[str, ...]:
        """Whose words a follow-up asks for that does not say so by itself."""
        asked = asked_in(text, names)
        if asked.role:
            return ()
        if _PERSON.search(text):
            if self.speakers and not names and (turned := self._turned(text)) is not None:
                return turned
            if asked.he or _HE_SUBJECT.search(text) or _AT_HIS.search(text):
                answered = names_in(self.reply, self.proper)
                # Who it was is told by the reply where the question asked for that, and did not ask who somebody is.
                told = self.asks_who and not _WHO_IS.match(self.question)
                named = [*answered, *self.names] if told else [*self.names, *answered]
                if self.names and _SUBJECT.match(self.reply):
                    # "He says that Roe ...": the same he as before.
                    named = [self.names[0]]
                people = tuple(name.plain for name in named if " " in name.plain)
                return (self.speakers or people or tuple(name.plain for name in named))[:1]
        elif _AND_ABOUT.match(text):
            return self.speakers[:1]
        if names and (words <= 3 or asks_words(text, names)):
            return (names[-1].plain if _GOES_ON.search(text) else names[0].plain,)
        if not names and re.match(r"\W*(?:what about|why|and why|what else)", text, re.I):
            return self.speakers[:1]
        return ()

    def _turned(self, text: str) -> tuple[str, ...] | None:
        """Who answers where it is not the one who was asked before; None where it is, nobody where it cannot be told.

        "What did Roe say about Poe?", "And what did she say about him?": who is she is told by the names, or else by
        there being a he and a she.
        """
        asked, other = self.speakers[0], self._other()
        likely = {name: self._fits(name, text) for name in (asked, other) if name}
        if not any(likely.values()):
            return ()
        if _REPLIES.search(text) or likely[asked] == likely.get(other):
            turns = likely.get(other, 0) > 0 and (_turns(text) or not likely[asked])
        else:
            turns = likely.get(other, 0) > likely[asked]
        return (other,) if turns else None

    def _other(self) -> str:
        """Who else the last question names: the last person who was not asked."""
        people = [n.plain for n in self.names if not _NO_PERSON.search(self.question[: n.start])]
        return next((name for name in reversed(people) if name not in self.speakers), "")

    def _fits(self, name: str, text: str) -> int:
        """Whether somebody is the first he or she of a text: 2 if so, 0 if not, 1 where it cannot be told."""
        he, she = _HE.search(text), _SHE.search(text)
        sex = self.sex(name)
        if not sex or not (he or she):
            return 1
        first = "he" if he and not (she and she.start() < he.start()) else "she"
        return 2 * (sex == first)

    def filled(self, text: str, names: Sequence[Name], speakers: tuple[str, ...]) -> str:
        """The question with the name of who "him" or "her" is, and with what "about it" is about."""
        subject = subject_of(self.question)
        of_them = subject and any(speaker in plain(subject) for speaker in speakers)
        if subject and not of_them and len(subject.split()) <= _LONGEST_SUBJECT:
            text = _ABOUT_IT.sub(lambda about: about[1] + subject, text)
        them = self._them(names, speakers) if _OBJECT.search(text) else ""
        return _OBJECT.sub(shown(them, self.question, self.names), text, count=1) if them else text

    def standing(self, text: str, names: Sequence[Name], speakers: tuple[str, ...]) -> str:
        """The question by itself."""
        bare = _OPENING.sub("", text)
        bare = bare[:1].upper() + bare[1:]
        if not speakers:
            return bare if names else f"{self.question.strip()} {bare}"
        if any(speaker in plain(bare) for speaker in speakers):
            return bare
        who = shown(speakers[0], self.question, self.names)
        filled = _SUBJECT.sub(who, bare, count=1)
        filled = _OWNER.sub(f"{who}’s", bare, count=1) if filled == bare else filled
        # With nothing to put in, it stands behind the question it goes on from.
        return filled if filled != bare or names else f"{self.question.strip()} {bare}"

    def asked_of(self, text: str, names: Sequence[Name], speakers: tuple[str, ...]) -> str | None:
        """The last question, asked of another or on another topic, where that is all the follow-up says."""
        if not speakers or _PRONOUN.search(text) or (asks_words(text, names) and not lacks_object(text)):
            return None
        return _on_topic(text, names, speakers) or self._on_new_topic(text, names) or self._swapped(names, speakers)

    def _on_new_topic(self, text: str, names: Sequence[Name]) -> str | None:
        """ "And about the toll?": the last question, on that."""
        topic, subject = _NEW_TOPIC.fullmatch(text), subject_of(self.question)
        if not topic or not subject or (names and not _AND_ABOUT.match(text)):
            return None
        before, after = self.question.rsplit(subject, 1)
        return before + topic[1] + after

    def _swapped(self, names: Sequence[Name], speakers: tuple[str, ...]) -> str | None:
        """ "And Roe?": the last question, asked of Roe."""
        before = next((name for name in self.names if name.plain in self.speakers[:1]), None)
        named = next((name for name in names if name.plain == speakers[0]), None)
        if before is None or named is None:
            return None
        return self.question[: before.start] + named.plain.title() + self.question[before.end :]

    def _them(self, names: Sequence[Name], speakers: tuple[str, ...]) -> str:
        """Who "him" or "her" is: the last person named who is not the one asked."""
        if not names and not speakers:
            return self.speakers[0] if self.speakers else ""
        people = [
            name.plain
            for name in self.names
            if name.plain not in (*self.speakers, *speakers)
            and not _NO_PERSON.search(self.question[: name.start])
            and all(name.plain != other.plain for other in names)
        ]
        return people[-1] if people else next(iter(s for s in self.speakers if s not in speakers), "")


def _on_topic(text: str, names: Sequence[Name], speakers: tuple[str, ...]) -> str | None:
    """ "And Roe on the toll?": a whole question."""
    named = next((name for name in names if name.plain == speakers[0]), None)
    topic = _ON.fullmatch(text, named.end) if named else None
    return f"What did {shown(speakers[0], text, names)} say about {topic[1]}?" if topic else None


def _turns(text: str) -> bool:
    """Whether it asks for the words of the one spoken about: "what did she say about him", "her reply".

    In "did he endorse him" the first he is the one who was asked.
    """
    both = _HE_SUBJECT.search(text) and _OBJECT.search(text)
    return bool((both and len(_HE.findall(text)) != 2) or _REPLIES.search(text))


def _carried(questions: Sequence[str], reply: str) -> dict[str, float]:
    context: dict[str, float] = {}
    for back, question in enumerate(reversed(questions[-3:]), 1):
        for term, weight in weights(question).items():
            context[term] = max(context.get(term, 0.0), weight * _EARLIER**back)
    for term, weight in weights(reply).items():
        context[term] = max(context.get(term, 0.0), weight * _REPLY)
    return context
