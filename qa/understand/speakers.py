"""Whose words a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.names import TITLES, Name, plain

_VERBS = (
    r"say|said|tell|told|respond|responded|explain|explained|react|reacted|answer|answered|call|called|describe|"
    r"described|think|make of|feel|argue|argued|claim|claimed|justify|justified|defend|defended|account for|accuse|"
    r"sum up|push back|write|wrote|want|wanted|ask|asked|suggest|suggested|see|rate|mention|report|recommend|list|"
    r"vow|promise|warn|urge|insist|joked?|likened|admit|concede|acknowledge|deny|announce|predict|declare|complain|"
    r"criticize|blame|compare|dismiss|demand|praise|condemn|boast|pledge|expect|believe|hope|fear|prefer|dislike|"
    r"hate|love|worry|regret|bother(?:ed)?|mock|ridicule|taunt|deride|denounce|hail|lament|characterize|portray|"
    r"remember|recall|contend|maintain|allege"
)
NOUNS = (
    r"reply|rebuttal|retort|gripe|objection|excuse|warning|assessment|concerns?|prediction|rationale|quip|apology|take|view|opinion|message|reaction|response|criticism|complaint|advice|reasons?|explanation|comments?|"
    r"statements?|verdict|argument|position|stance|thoughts|words|downsides|remarks?|answer|double standard"
)
_ROLES = (
    r"president|nominee|senator|lawyer|attorney|spokes(?:man|woman|person)|campaign|candidate|governor|mayor|judge|"
    r"chief|minister|secretary|director|manager|leader|chairman|chairwoman|adviser|aide|officer|officials?|police|"
    r"company|ambassador|doctor|professor|author|host|moderator|union|department|court|wife|husband|son|daughter|"
    r"father|mother|brother|sister|researchers?"
)
_GROUPS = (
    r"supporters|voters|critics|opponents|allies|friends|donors|fans|backers|lawyers|advisers|aides|spokesmen|"
    r"economists|experts|researchers|reporters|protesters|residents|workers|students|staff|team|family|people"
)
SAYING = re.compile(rf"\b(?:{_VERBS}|{NOUNS})\b", re.I)
"""A word that asks for what somebody said or thinks."""

HE_SUBJECT = re.compile(r"\b(?:did|does|do|would|was|has|had|is|could|should|will)\s+(?:he|she|they)\b", re.I)
"""A pronoun as the one who is asked for."""

_ACTING = re.compile(rf"\b(?:{_VERBS}|have|give|want|send|find|see|use|make|react|decide)\b", re.I)
_ASKS = re.compile(
    r"\b(?:did|does|do|has|have|had|is|was|were|are|would|will|could|can|should|what[’']s)\b", re.I
)  # fmt: skip
_WHAT_DID = re.compile(rf"\b(?:what|how|why)\s+{_ASKS.pattern}", re.I)
ROLE = re.compile(rf"\b(?:the|an?|his|her|their|its|\w+[’']s?)\s(?:\w+\s)?({_ROLES})(?:[’']s)?\b", re.I)
# Not "the answer of", and not "tell me", "could you explain" or "I want to know", which only ask.
_VERB = re.compile(
    rf"(?<!^)(?<!\bthe )(?<!\ba )(?<!\ban )(?<!\byou )(?<!\bI )\b(?:{_VERBS})\b(?!\s+(?:of|by|from|me|us|to know)\b)",
    re.I,
)
_PLACED = r"(?:of|for|to|from|in|at|on|against|with|behind|near)"
_ATTACHED = re.compile(rf"\b(?!(?:{NOUNS})\b)[a-z][\w’'-]*\s{_PLACED}\s(?:(?!(?:what|how|why)\b)[\w.]+\s){{0,2}}$")
_GROUP = re.compile(
    rf"(?:[’']s?\s(?:[a-z-]+\s){{1,3}}|\s(?:[a-z-]+\s)?(?:{_ROLES}|{_GROUPS})\s)(?=$|{_PLACED}\b)"
)  # fmt: skip
_OWNS_ROLE = re.compile(r"(?:[’']s?)?\s(?:[\w’'-]+\s){0,2}")
_TITLE = rf"(?:{'|'.join(sorted(TITLES))})"
TITLED = re.compile(rf"\b(?:{_TITLE}\.?\s+)+", re.I)
"""Titles, as they stand before a name."""

_AND = re.compile(rf"\band\s+(?:(?:former|then)\s+)?(?:{_TITLE}\.?\s+)*$", re.I)
_TITLED = re.compile(rf"\b(?:{_TITLE}\.?\s+)+$", re.I)
_ROLE_OF = re.compile(r"\s(?:for|of|to|at|with)\s(?:the\s|[A-Z]\w*\.?\s)?")
_ALIKE = (
    frozenset({"lawyer", "attorney", "counsel"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"chairman", "chairwoman", "chair"}),
    frozenset({"adviser", "advisor", "aide"}),
)
_ACCORDING = re.compile(r"\b(?:according to|per|in the (?:words|view|opinion|eyes) of)\b", re.I)
_HAS_SUBJECT = re.compile(
    rf"{_WHAT_DID.pattern}[^,?]*\b(?:say|said|tell|told|think|respond|react|explain|argue|claim)\b", re.I
)  # fmt: skip
_AFTER_ACCORDING = re.compile(r"\s(?:\w+\s){0,3}?[\"']?[A-Z]")
_AS_SAID = re.compile(rf"\b(?:as|like)\s+(?!what\b)(?:[\w’'.-]+\s+){{1,4}}(?:{_VERBS})\b[^?]*", re.I)
_WHEN = re.compile(
    rf"(?<=\w),?\s(?:when|after|before|as|while)\s(?:[\w’'.-]+\s){{1,4}}?(?:{_VERBS})\b(?!\s+what\b)[^?]*", re.I
)
_ENDS_NAME = re.compile(
    rf"[^\w\s’'-]|[’']s\b|\b(?:{_PLACED[3:-1]}|about|by|and|or|after|before|when|while|that|who)\b", re.I
)
_OWNER = re.compile(r"[’']s?\s")
_APPOSED = re.compile(r"\s(?:of|from)\s|,\s")
_VIEWED = re.compile(r"[’']s?\s(?:own\s)?(?:view|opinion|words|eyes|telling|estimation|judgment)\b", re.I)
_IN = re.compile(r"\bin\s(?:\w+\s){0,2}$", re.I)
_HEADED = re.compile(r"\s(?:on|about)\s|(?:\s(?:in|at|to|on)\s[^:?,]{1,50})?:\s")
_OWNS = re.compile(rf"[’']s?\s(?:[\w’'-]+\s)?(?:{NOUNS})\b", re.I)
_OF = re.compile(r"\b(?:(?:of|in|from|at|on)(?:\sthe)?(?:\s[\w-]+)?|the)\s*$")


_HEAD_WORDS = 3
"""Words of a role that may stand before a name at the head."""


def speakers_of(text: str, names: Sequence[Name]) -> tuple[str, ...]:
    """The plain names of those whose words are asked for: before the verb of saying, or who a view is the view of."""
    if source := source_of(text, names):
        return source
    # What is asked is not what somebody claimed, but whether it is so; nor of whom somebody else asked it.
    text = _WHEN.sub("", _AS_SAID.sub("", text))
    names = [name for name in names if name.end <= len(text)]
    if not SAYING.search(text):
        return ()
    if subject := HE_SUBJECT.search(text):
        return tuple(name.plain for name in names if name.start < subject.start())[:1]
    start = asks_end(text)
    after_asking = [name for name in names if name.start >= start]
    if not after_asking:
        return (names[0].plain,) if names and not _VERB.search(text, start) else ()
    if asks_others(text, after_asking):
        return _apposed(text, after_asking)
    owner = next((name for name in after_asking if _OWNS.match(text, name.end)), None)
    if owner and not SAYING.search(text, after_asking[0].end, owner.start):
        return (owner.plain,)
    verb = _ACTING.search(text, after_asking[0].end)
    if verb is None:
        return (after_asking[0].plain,)
    return _before_verb(text, [name for name in after_asking if name.end <= verb.start()], verb.start())


def apposition(text: str, names: Sequence[Name], speakers: Sequence[str]) -> str:
    """What tells, between the name and the verb, who the one asked for is: "of Port Elsin", ", the treasurer,"."""
    name = next((name for name in names if name.plain in speakers), None)
    verb = _ACTING.search(text, name.end) if name else None
    between = text[name.end : verb.start()] if name and verb else ""
    return between if _APPOSED.match(between) else ""


def source_of(text: str, names: Sequence[Name]) -> tuple[str, ...]:
    """The plain name of the one by whose words something is to be told, whatever it is."""
    # "According to the paper, what did Roe say?" asks for Roe's words, not the paper's.
    if (by := _ACCORDING.search(text)) and not _HAS_SUBJECT.search(text):
        after = [name for name in names if name.start >= by.end()]
        if after and _AFTER_ACCORDING.match(text, by.end()):
            return (_named_last(text, after).plain,)
    return tuple(n.plain for n in names if _VIEWED.match(text, n.end) and _IN.search(text, 0, n.start))[:1]


def _named_last(text: str, names: Sequence[Name]) -> Name:
    """ "The Port Elsin treasurer Jane Roe": the last name before a comma or a preposition."""
    last = names[0]
    for name in names[1:]:
        if _ENDS_NAME.search(text, last.end, name.start):
            break
        last = name
    return last


def heads(text: str, names: Sequence[Name]) -> tuple[str, ...]:
    """The plain name that stands before what is asked, as in a headline: "Roe on the toll"."""
    if not names or _ASKS.search(text, 0, names[0].end) or len(text[: names[0].start].split()) > _HEAD_WORDS:
        return ()
    return (names[0].plain,) if _HEADED.match(text, names[0].end) else ()


def asks_others(text: str, names: Sequence[Name]) -> bool:
    """Whether somebody without a name is asked for: the mayor about Roe, or critics of Roe, but not Roe."""
    start = asks_end(text)
    first = next((name for name in names if name.start >= start), None)
    before = text[start : first.start] if first else ""
    return bool(_VERB.search(before) or _ATTACHED.search(before) or _OWNS.search(before))


def role_of(text: str) -> tuple[str, ...]:
    """The role of somebody who is asked for without a name: "his lawyer", "the Roe campaign’s spokesman"."""
    found = _role(text)
    return (plain(found[1]),) if found else ()


def owner_of(text: str, names: Sequence[Name]) -> str:
    """The last name, plain, of the one whose lawyer or spokesman is asked for; "" where the question does not say."""
    found = _role(text)
    owner = _owner(text, names, found) if found else None
    return owner.plain.split()[-1] if owner else ""


def role_written(text: str, names: Sequence[Name]) -> str:
    """The role that is asked for with whose it is: "Roe's daughter", "the Roe campaign"; "" where that is not said."""
    found = _role(text)
    owner = _owner(text, names, found) if found else None
    if found is None or owner is None:
        return ""
    if owner.start > found.end(1):
        return text[found.start() : owner.end]
    titled = _TITLED.search(text, 0, owner.start)
    return text[min(found.start(), titled.start() if titled else owner.start) : found.end(1)]


def _owner(text: str, names: Sequence[Name], role: re.Match[str]) -> Name | None:
    before, behind = role.span(1)
    owners = (
        n for n in names if _OWNS_ROLE.fullmatch(text, n.end, before) or _ROLE_OF.fullmatch(text, behind, n.start)
    )
    return next(owners, None)


def _role(text: str) -> re.Match[str] | None:
    verb = _VERB.search(text, asks_end(text))
    return ROLE.search(text, 0, verb.start() if verb else len(text))


def alike(roles: Sequence[str]) -> frozenset[str]:
    """The words for these roles."""
    return frozenset(roles).union(*(words for words in _ALIKE if words & set(roles)))


def asks_end(text: str) -> int:
    """Where the words end that ask, before the one who is asked for."""
    asks = _WHAT_DID.search(text) or _ASKS.search(text)
    return asks.end() if asks else 0


def _apposed(text: str, names: Sequence[Name]) -> tuple[str, ...]:
    """ "The mayor of Port Elsin, Jane Roe, ...": the name between commas."""
    if len(names) > 1 and text[names[0].end : names[1].start] == ", " and text[names[1].end :].startswith(","):
        return (names[1].plain,)
    return ()


def _before_verb(text: str, before: Sequence[Name], verb: int) -> tuple[str, ...]:
    if _GROUP.match(text, before[0].end, verb):
        return ()  # somebody's voters, or a spokeswoman of theirs
    last = before[-1]
    gap = text[before[-2].end : last.start] if len(before) > 1 else ""
    if _AND.search(gap):
        return (before[-2].plain, last.plain)
    between = text[last.end : verb]
    if not between.strip():
        # The name right before the verb, unless it only says where the speaker is from ("of Port Elsin, Tarn").
        from_there = any(_OF.search(text[: name.start]) for name in before[1:])
        return (before[0].plain,) if _OF.search(gap) or (gap.strip() == "," and from_there) else (last.plain,)
    if re.match(r"[’']s?\s+[a-z]", between) and not between.strip().endswith(","):
        return ()  # somebody's spokeswoman
    if len(before) > 1 and _OWNER.match(text, before[0].end):
        return (last.plain,) if between.startswith(",") else ()  # Elsin's Jane Roe, or Elsin's Port Authority board
    return (before[0].plain,)
