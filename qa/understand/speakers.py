"""Whose words a question asks for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.names import Name, plain

_VERBS = (
    r"say|said|tell|told|respond|responded|explain|explained|react|reacted|answer|answered|call|called|describe|"
    r"described|think|make of|feel|argue|argued|claim|claimed|justify|justified|defend|defended|account for|accuse|"
    r"sum up|push back|write|wrote|want|wanted|ask|asked|suggest|suggested|see|rate|mention|report|recommend|list|"
    r"vow|promise|warn|urge|insist|joked?|likened"
)
_NOUNS = (
    r"take|view|opinion|message|reaction|response|criticism|complaint|advice|reasons?|explanation|comments?|"
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
SAYING = re.compile(rf"\b(?:{_VERBS}|{_NOUNS})\b", re.I)
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
_ATTACHED = re.compile(rf"\b(?!(?:{_NOUNS})\b)[a-z][\w’'-]*\s{_PLACED}\s(?:(?!(?:what|how|why)\b)[\w.]+\s){{0,2}}$")
_GROUP = re.compile(
    rf"(?:[’']s?\s(?:[a-z-]+\s){{1,3}}|\s(?:[a-z-]+\s)?(?:{_ROLES}|{_GROUPS})\s)(?=$|{_PLACED}\b)"
)  # fmt: skip
_ALIKE = (
    frozenset({"lawyer", "attorney", "counsel"}),
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset({"chairman", "chairwoman", "chair"}),
    frozenset({"adviser", "advisor", "aide"}),
)
_ACCORDING = re.compile(r"\baccording to\b", re.I)
_HAS_SUBJECT = re.compile(
    rf"{_WHAT_DID.pattern}[^,?]*\b(?:say|said|tell|told|think|respond|react|explain|argue|claim)\b", re.I
)  # fmt: skip
_AFTER_ACCORDING = re.compile(r"\s(?:\w+\s){0,3}?[\"']?[A-Z]")
_AS_SAID = re.compile(rf"\b(?:as|like)\s+(?!what\b)(?:[\w’'.-]+\s+){{1,4}}(?:{_VERBS})\b[^?]*", re.I)
_OWNS = re.compile(rf"[’']s?\s(?:[\w’'-]+\s)?(?:{_NOUNS})\b", re.I)
_OF = re.compile(r"\b(?:(?:of|in|from|at|on)(?:\sthe)?(?:\s[\w-]+)?|the)\s*$")


def speakers_of(text: str, names: Sequence[Name]) -> tuple[str, ...]:
    """The plain names of those whose words are asked for: before the verb of saying, or who a view is the view of."""
    # "According to the paper, what did Roe say?" asks for Roe's words, not the paper's.
    if (by := _ACCORDING.search(text)) and not _HAS_SUBJECT.search(text):
        after = [name.plain for name in names if name.start >= by.end()]
        if after and _AFTER_ACCORDING.match(text, by.end()):
            return (after[0],)
    # What is asked is not what somebody claimed, but whether it is so.
    text = _AS_SAID.sub("", text)
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


def asks_others(text: str, names: Sequence[Name]) -> bool:
    """Whether somebody without a name is asked for: the mayor about Roe, or critics of Roe, but not Roe."""
    start = asks_end(text)
    first = next((name for name in names if name.start >= start), None)
    before = text[start : first.start] if first else ""
    return bool(_VERB.search(before) or _ATTACHED.search(before) or _OWNS.search(before))


def role_of(text: str) -> tuple[str, ...]:
    """The role of somebody who is asked for without a name: "his lawyer", "the Roe campaign’s spokesman"."""
    verb = _VERB.search(text, asks_end(text))
    found = ROLE.search(text, 0, verb.start() if verb else len(text))
    return (plain(found[1]),) if found else ()


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
    if re.search(r"\band\s*$", gap):
        return (before[-2].plain, last.plain)
    between = text[last.end : verb]
    if not between.strip():
        # The name right before the verb, unless it only says where the speaker is from ("of Port Elsin, Tarn").
        from_there = any(_OF.search(text[: name.start]) for name in before[1:])
        return (before[0].plain,) if _OF.search(gap) or (gap.strip() == "," and from_there) else (last.plain,)
    if re.match(r"[’']s?\s+[a-z]", between) and not between.strip().endswith(","):
        return ()  # somebody's spokeswoman
    return (before[0].plain,)
