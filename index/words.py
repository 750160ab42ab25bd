"""Words made comparable: folded, stemmed (Snowball), and those that carry nothing left out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from index.english.letters import plain
from index.english.marks import STRAIGHT
from index.english.spelling import american

if TYPE_CHECKING:
    from Stemmer import Stemmer

WORD = re.compile(r"\d[\d,]*(?:\.\d+)?|(?:[A-Z]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*")

_RUN = re.compile(r"[A-Z][\w’'-]+(?: (?:[A-Z]\. )?[A-Z][\w’'-]+){1,2}")

STOP = frozenset(
    """
    a about after again against all also am an and any are as at be because been before being between both but by can
    cannot could did do does doing don't during each few for from further had has have having he her here hers herself
    him himself his how i if in into is it it's its itself just me more most my myself no nor not now of off on once
    only or other our ours out over own same she should so some such than that the their theirs them themselves then
    there these they this those through to too under until up upon us very was we were what when where which while who
    whom whose why will with would you your yours didn't doesn't isn't wasn't won't hasn't haven't they're he's she's
    that's i'm we're
    """.split()
)
"""English words too common to be looked for."""

ASKING = frozenset(
    """
    say said says tell told tells respond responded response answer answered reply explain explained explanation
    react reacted reaction call called describe described think thinks thought believe feel felt claim claimed
    complaint criticism criticize argue argued advice advise take view opinion message reason reasons make made give
    gave want wanted suggest suggested write wrote written ask asked much many big large often percentage share
    portion kind type name title happen happened get got go going come came use used doing account justify justified
    defend defended comment comments commented quote word words position stance statement statements according
    anything mention mentioned accuse accused plan saw see really ever exactly please know latest last recent
    recently news article articles roughly around someone people person tv television gripe objection excuse warning
    assessment concern rebuttal retort quip afterwards afterward later
    """.split()
)
"""Words of a question that say what is asked rather than what it is about."""

ASKING_WEIGHT = 0.4

IRREGULAR = dict(
    form.split(":")
    for form in """
    beat:beat beaten:beat began:begin begun:begin bit:bite bitten:bite broke:break broken:break brought:bring
    built:build bought:buy caught:catch chose:choose chosen:choose came:come cut:cut died:die drawn:draw
    drew:draw driven:drive drove:drive fallen:fall fell:fall fed:feed felt:feel fought:fight found:find
    fled:flee flew:fly forgot:forget forgotten:forget forgave:forgive forgiven:forgive got:get gave:give
    given:give gone:go went:go grew:grow grown:grow heard:hear hid:hide hidden:hide hit:hit held:hold hurt:hurt
    kept:keep knew:know known:know laid:lay led:lead left:leave lent:lend lied:lie lost:lose made:make met:meet
    overthrew:overthrow overthrown:overthrow paid:pay risen:rise rose:rise ran:run said:say saw:see seen:see
    sought:seek sold:sell sent:send set:set shook:shake shot:shoot sang:sing sung:sing sank:sink sunk:sink
    spoke:speak spoken:speak spent:spend stood:stand stole:steal stolen:steal stung:sting struck:strike sued:sue
    swore:swear sworn:swear taken:take took:take taught:teach told:tell thought:think threw:throw thrown:throw
    understood:understand woke:wake wore:wear worn:wear won:win withdrawn:withdraw withdrew:withdraw
    written:write wrote:write
    """.split()
)
"""The past forms of verbs that have their own."""

_SAME = IRREGULAR | {
    "children": "child", "men": "man", "women": "woman", "wives": "wife", "lives": "life", "tv": "television",
}  # fmt: skip


def written(text: str) -> list[str]:
    """The words of a text, in order, as they are written."""
    return WORD.findall(text)


def tokens(text: str) -> list[str]:
    """The words of a text, folded, in order; numbers without separators."""
    return [fold(word) for word in written(text)]


def stems(text: str) -> list[str]:
    """The stems of the words that carry something, in order."""
    return [stem(token) for token in tokens(text) if token not in STOP]


def weights(text: str) -> dict[str, float]:
    """The stems of a question and how much each counts: less where it says what is asked, not what about."""
    return {
        stem(token): ASKING_WEIGHT if american(token) in ASKING else 1.0
        for token in tokens(text)
        if token not in STOP and len(token) > 1
    }


def same_words(text: str) -> str:
    """A text as its copies are alike: white space and the form of quotation marks aside."""
    return " ".join(text.translate(STRAIGHT).split())


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """In lower case and plain letters, with straight apostrophes, without possessive ending, separators or points.

    The U.S. keep a point, so as not to be us.
    """
    word = word.replace("’", "'")
    if word[0].isdigit():
        return word.replace(",", "")
    if "." in word:
        letters = word.replace(".", "").lower()
        return f"{letters}." if letters in STOP else letters
    if word == "US":
        return "us."
    return plain(word).lower().removesuffix("'s")


@lru_cache(maxsize=100_000)
def stem(token: str) -> str:
    """The stem of a folded word, whatever its spelling; irregular verbs and plurals included."""
    word = american(token)
    return str(_snowball().stemWord(_SAME.get(word, word)))


def capitalised(text: str) -> Mapping[str, tuple[int, int]]:
    """How often each word of a text, its first one aside, stands with a capital and without one."""
    counts: dict[str, tuple[int, int]] = {}
    for word in WORD.findall(text)[1:]:
        upper, lower = counts.get(folded := fold(word), (0, 0))
        counts[folded] = (upper + 1, lower) if word[0].isupper() else (upper, lower + 1)
    return counts


def full_names(text: str) -> list[str]:
    """The runs of two or three capitalised words in a text, folded: names of people, places and offices."""
    return [" ".join(tokens(run)) for run in _RUN.findall(text)]


@cache
def _snowball() -> Stemmer:
    import Stemmer

    return Stemmer.Stemmer("english", 0)
