"""Whose words a question asks for, read from its parse: by name, by role, or only by "he".

The words of saying are the lexicon's (`index.english.saying`), the parse is spaCy's (`index.syntax`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import takewhile
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from index.english.marks import STRAIGHT
from index.english.people import is_role
from index.english.saying import ASKED_NOUNS, ASKED_PHRASES, ASKED_VERBS, FINDINGS, QUOTATION_ONLY, VERBS
from index.syntax import parse
from index.words import stem
from qa.names import Name, plain

if TYPE_CHECKING:
    from index.syntax import Doc, Token

SAYS = frozenset({"say", "tell"})
"""The stems of the verbs that only say."""

_ASKED_STEMS = frozenset(map(stem, ASKED_VERBS))
_PHRASES = frozenset((stem(verb), behind) for verb, behind in ASKED_PHRASES)

_ASIDE = frozenset({"advcl", "relcl", "acl"})
"""A clause that only tells more: "when Holt asked him", "the letter asking Roe to tell the truth"."""

_BETWEEN_US = frozenset({"i", "you", "we", "me", "us"})
"""Who asks, and who is asked to tell: "I want to know", "could you explain"."""

_IS = frozenset({"is", "was", "were", "are", "what's", "what’s"})
_WHO = frozenset({"who", "whoever", "which"})
_WHICH = frozenset({"which", "what"})
_NOMINAL = ("NN", "PRP", "DT", "CD", "JJ")
_PHRASE = ("NN", "POS", "JJ", "HYPH")
_HE = frozenset({"he", "she", "they"})
_HIS = frozenset({"his", "her", "their"})
_NOBODY = frozenset({"it", "there", "that", "this", "these", "those", "what"})
_OWNED_BY = frozenset({"of", "by", "from", "between"})
_BELONGS = frozenset({"of", "for", "to", "at", "with", "in", "from", "behind", "against"})

_ASKS = re.compile(
    r"\b(?:did|does|do|has|have|had|is|was|were|are|would|will|could|can|should|what[’']s)\b", re.I
)  # fmt: skip
_HEADED = re.compile(r"\s(?:on|about)\s|(?:\s(?:in|at|to|on)\s[^:?,]{1,50})?:\s")
_OF_THEIRS = frozenset({"what", "why"})
"""What a question begins with that somebody is to answer whose name stands before it."""

_BESIDE = re.compile(r"\s(?:of|from)\s|,\s")
_JOINED = re.compile(r"(?:,? (?:and|or)|,| vs?\.?| versus)(?: (?:former|then))?(?: [^\W\d]+\.?)? ", re.I)
_HEAD_WORDS = 3
"""Words of a role that may stand before a name at the head."""

_parsing = Lock()
"""One question is parsed at a time: spaCy's store of strings grows with what it reads."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose words a question asks for, and by which word it does; nothing of it where it asks for none."""

    speakers: tuple[str, ...] = ()
    """Plain names."""
    role: str = ""
    """The word for somebody who is asked for without a name: "lawyer"."""
    owner: str = ""
    """The last name, plain, of the one whose lawyer it is."""
    described: str = ""
    """Both as the question has them, where it says whose: "Roe's lawyer"."""
    office: str = ""
    """All that the question calls the one with the role: "police chief", "director of the museum"."""
    beside: str = ""
    """What stands behind a speaker's name only to tell who that is: " of Port Elsin"."""
    cue: str = ""
    """The stem of the word that asks for words: "say", "view"; "" where none does ("Roe on the toll")."""
    who: bool = False
    """Whether it is asked who said something."""
    he: bool = False
    """Whether the one who is asked for is only called "he" or "she"."""
    source: bool = False
    """Whether nothing but by whose words it is to be told is said of them: "according to Roe"."""

    @property
    def anybody(self) -> bool:
        """Whether somebody's words are asked for."""
        return bool(self.speakers or self.role or self.he)


def asked_in(text: str, names: Sequence[Name]) -> Asked:
    """Whose words a question asks for; names are those that stand in it."""
    return _Question(text, names).asked()


def asks_words(text: str, names: Sequence[Name]) -> bool:
    """Whether a question has a word that asks for somebody's words, whoever says them."""
    return any(cue_of(token) for token in parsed(text, tuple(names)))


def asks_end(text: str) -> int:
    """Where the words end that ask, before the one who is asked for."""
    asks = _ASKS.search(text)
    return asks.end() if asks else 0


@lru_cache(maxsize=256)
def parsed(text: str, names: tuple[Name, ...]) -> Doc:
    """A question's parse, its names with capitals, however they were typed."""
    for name in names:
        written = text[name.start : name.end]
        capital = written.title()
        if written.islower() and len(capital) == len(written):
            text = text[: name.start] + capital + text[name.end :]
    with _parsing:
        return next(parse([text.translate(STRAIGHT)]))


def cue_of(token: Token) -> str:
    """The stem of a word that asks for words; "" of another."""
    asks = _cues(token) if token.tag_.startswith("VB") else token.tag_.startswith("NN") and token.lower_ in ASKED_NOUNS
    return stem(token.lower_) if asks else ""


def _cues(verb: Token) -> bool:
    """Whether a verb asks for words; a lost key is found, too, and no finding."""
    word, base = verb.lower_, stem(verb.lower_)
    saying = VERBS.get(word)
    behind = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
    if saying and (saying.name not in FINDINGS | QUOTATION_ONLY or behind == "about"):
        return True
    return (
        base in _ASKED_STEMS or (base, behind) in _PHRASES or any((base, c.lower_) in _PHRASES for c in verb.children)
    )


class _Inverted(NamedTuple):
    subject: Token
    verb: Token


class _Question:
    """A question's parse with its names."""

    def __init__(self, text: str, names: Sequence[Name]):
        self.text, self.names = text, names
        self.doc = parsed(text, tuple(names))

    def asked(self) -> Asked:
        source = self._source()
        asks = self._inverted()
        for cue, subject in self._frames(asks):
            asked = self._of(subject, cue, inverted=asks is not None and subject == asks.subject)
            if asked and not (asked.who and _only_does(cue)):
                # "According to the paper, what did Roe say?" asks for Roe's words, not the paper's.
                return source if asked.who and source else replace(asked, cue=stem(cue.lower_))
        return source or Asked(speakers=self._head())

    def _frames(self, asks: _Inverted | None) -> Iterator[tuple[Token, Token]]:
        """The words that ask for somebody's words, each with the word for whose: verbs, then nouns."""
        if asks and _cues(asks.verb):
            yield asks.verb, asks.subject
        cues = [token for token in self.doc if cue_of(token)]
        verbs = sorted((token for token in cues if token.tag_.startswith("VB")), key=_depth)
        yield from ((verb, subject) for verb in verbs if not self._aside(verb) and (subject := _subject(verb)))
        nouns = (token for token in cues if token not in verbs and not self._aside(token))
        yield from ((noun, owner) for noun in nouns if (owner := self._owner(noun, asks)))
        # "The latest that Roe said".
        yield from ((verb, subject) for verb in verbs if verb.dep_ == "relcl" and (subject := _subject(verb)))
        # "Roe comments on the toll", whatever a tagger makes of the noun.
        if asks is None and (behind := self._behind_head()) and behind.lower_ in ASKED_NOUNS:
            yield behind, behind.nbor(-1)

    def _inverted(self) -> _Inverted | None:
        """The verb behind "did" and who stands between them, which a parser may take for something else."""
        did = next((token for token in self.doc if _ASKS.fullmatch(token.text) and not self._aside(token)), None)
        if did is None or did.lower_ in _IS:
            return None
        behind = list(self.doc[did.i + 1 :])
        first = next((token for token in behind if token.tag_.startswith(_NOMINAL) or self._at(token)), None)
        verb = next((t for t in behind if first and t.i > first.i and self._is_verb(t, did)), None)
        if first is None or verb is None:
            return None
        while did.i < first.head.i < verb.i and first.head != first:
            first = first.head
        # "Elsin police", "Roe's own lawyer": the last noun, whatever the parse makes of it.
        run = takewhile(lambda token: token.tag_.startswith(_PHRASE), self.doc[first.i + 1 : verb.i])
        first = next((token for token in reversed(list(run)) if token.tag_.startswith("NN")), first)
        return _Inverted(first, verb)

    def _is_verb(self, token: Token, did: Token) -> bool:
        """Whether a word is the verb that goes with "did"; behind a name a tagger may take it for a noun."""
        if self._at(token):
            return False
        if token.tag_.startswith("VB") or (did.dep_ == "aux" and token == did.head):
            return True
        base = token.lower_ in ASKED_VERBS or getattr(VERBS.get(token.lower_), "name", "") == token.lower_
        before = token.nbor(-1)
        return base and (self._at(before) is not None or is_role(before.text))

    def _source(self) -> Asked | None:
        """By whose words something is to be told, whatever it is: "according to Roe", "in Roe's view"."""
        for token in self.doc:
            if token.lower_ in ("according", "per"):
                to = next((child for child in token.children if child.lower_ == "to"), token)
                told_by = next((child for child in to.children if child.dep_ == "pobj"), None)
            elif token.tag_.startswith("NN") and token.lower_ in ASKED_NOUNS and token.head.lower_ == "in":
                told_by = self._owner(token, None)
            else:
                continue
            if told_by is not None and (asked := self._of(told_by, token)) and asked.speakers:
                return replace(asked, source=True)
        return None

    def _head(self) -> tuple[str, ...]:
        """The plain names that stand before what is asked: "Roe on the toll", "roe why is the toll so high"."""
        names = self.names
        if not self._has_head() or _ASKS.search(self.text, 0, names[0].end):
            return ()
        last = 0
        while last + 1 < len(names) and _JOINED.fullmatch(self.text, names[last].end, names[last + 1].start):
            last += 1
        heads = _HEADED.match(self.text, names[last].end) or self._is_put_to(names[last])
        return tuple(n.plain for n in names[: last + 1]) if heads else ()

    def _is_put_to(self, name: Name) -> bool:
        """Whether a question of its own stands behind a name, and is not about whose name it is."""
        behind = [token for token in self.doc if token.idx >= name.end and not token.is_punct]
        return bool(behind) and behind[0].lower_ in _OF_THEIRS and not any(t.lower_ in _HE | _HIS for t in behind)

    def _has_head(self) -> bool:
        """Whether it begins with a name, or a few words and a name."""
        return bool(self.names) and len(self.text[: self.names[0].start].split()) <= _HEAD_WORDS

    def _behind_head(self) -> Token | None:
        """The word behind the name that it begins with."""
        return next((t for t in self.doc if t.idx > self.names[0].end), None) if self._has_head() else None

    def _of(self, subject: Token, cue: Token, *, inverted: bool = False) -> Asked | None:
        """Who a word stands for, before or behind a cue; None where it is nobody who could be asked for."""
        word = subject.lower_
        if word in _BETWEEN_US or word in _NOBODY:
            return None
        if word in _WHO or (subject.left_edge.lower_ in _WHICH and subject.i < cue.i and not inverted):
            return Asked(who=True)
        if word in _HE or word in _HIS:
            before = [name.plain for name in self.names if name.start < subject.idx]
            return Asked(tuple(before[:1]), he=True)
        named = [self._name(token) for token in (subject, *subject.conjuncts)]
        if speakers := tuple(dict.fromkeys(name.plain for name in named if name)):
            return Asked(speakers, beside=self._beside(subject, cue))
        return self._role(subject)

    def _name(self, token: Token) -> Name | None:
        """The name that a word is part of, or that is set beside it: "the mayor Ines Dahl", "the mayor, Ines Dahl,"."""
        if own := self._at(token):
            return own
        beside = [c for c in token.subtree if c.dep_ == "appos" and c.i > token.i]
        if token.i + 1 < len(self.doc) and self.text[token.idx + len(token) : self.doc[token.i + 1].idx] == " ":
            beside.append(self.doc[token.i + 1])
        return next((name for each in beside if (name := self._at(each))), None)

    def _at(self, token: Token) -> Name | None:
        return next((name for name in self.names if name.start <= token.idx < name.end), None)

    def _role(self, token: Token) -> Asked:
        """Somebody without a name, and whose they are."""
        owner = next((name for child in _belonging(token) if (name := self._at(child))), None)
        asked = Asked(role=plain(token.text), office=self._office(token))
        if owner is None:
            return asked
        phrase = self.doc[token.left_edge.i : token.i + 1]
        start, end = phrase.start_char, max(phrase.end_char, owner.end)
        return replace(asked, owner=owner.plain.split()[-1], described=self.text[start:end].strip())

    def _office(self, token: Token) -> str:
        of = next((child for child in token.children if child.lower_ == "of"), token)
        words = self.doc[token.left_edge.i : of.right_edge.i + 1 if of != token else token.i + 1]
        return self.doc[words.start + (words[0].tag_ in ("DT", "PRP$")) : words.end].text

    def _beside(self, subject: Token, cue: Token) -> str:
        name = self._at(subject)
        between = self.text[name.end : cue.idx] if name else ""
        return between if _BESIDE.match(between) else ""

    def _owner(self, noun: Token, asks: _Inverted | None) -> Token | None:
        """Whose a view is, or by whom a statement: before it, behind "of" or "by", or who gave it."""
        for child in noun.children:
            if child.dep_ == "poss" or (child.dep_ in ("compound", "nmod") and self._at(child)):
                return child
        for child in noun.children:
            if child.dep_ in ("prep", "agent") and child.lower_ in _OWNED_BY:
                return next((c for c in child.children if c.dep_ == "pobj"), None)
        # "What reason did Roe give?", "did Roe ever issue a statement on it?"
        return asks.subject if asks and (noun.i < asks.subject.i or noun.head == asks.verb) else None

    def _aside(self, token: Token) -> bool:
        """Whether a word stands in a clause that only tells more."""
        return any(above.dep_ in _ASIDE for above in (token, *token.ancestors))


def _subject(verb: Token) -> Token | None:
    """Who does it: its subject, of a passive who it is done by; else the subject of the verb above it."""
    by = (c for child in verb.children if child.dep_ == "agent" for c in child.children if c.dep_ == "pobj")
    own = next((child for child in verb.children if child.dep_ == "nsubj"), None) or next(by, None)
    if (
        own is None
        and verb.dep_ in ("xcomp", "conj", "ccomp")
        and not any(c.dep_ == "nsubjpass" for c in verb.children)
    ):
        return _subject(verb.head) if verb.head != verb and verb.head.tag_.startswith("VB") else None
    return own


def _only_does(verb: Token) -> bool:
    """Whether a verb has only an object, and nothing that would be said: "who wrote the letter"."""
    complements = {child.dep_ for child in verb.children}
    return (
        stem(verb.lower_) not in SAYS and "dobj" in complements and complements.isdisjoint({"ccomp", "oprd", "xcomp"})
    )


def _belonging(token: Token) -> Iterator[Token]:
    """The words that say whose somebody is."""
    for child in token.children:
        if child.dep_ in ("poss", "compound", "nmod", "amod"):
            yield child
            yield from _belonging(child)
        elif child.dep_ == "prep" and child.lower_ in _BELONGS:
            yield from (c for c in child.children if c.dep_ == "pobj")


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
