"""Every check that a chat model's sentence must pass, in order, each with the reason it gives when it fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from index.english.saying import VERBS
from index.words import stem
from qa.verify.moods import kept, mood_behind, reversed_in, telling, weighty
from qa.verify.naming import name_words, names_held
from qa.verify.numbers import counted_alike, numbers_held, undated
from qa.verify.place import Place
from qa.verify.quoting import Quotation, stands
from qa.verify.reasons import Reason
from qa.verify.roles import swapped
from qa.verify.sentence import Sentence
from qa.verify.speaking import attributed_rightly, copied, nobodys, only_reported, quoted_rightly

_MARK = re.compile(r"\[\s*\^?\d+(?:\s*[,;–-]\s*\d+)*\s*\]|【[^】]*】")
_MARKUP = re.compile(r"https?:|www\.|!\[|\]\(|<\s*[a-zA-Z/!]|&(?:[lg]t|#\d+);|javascript:", re.I)
_PLAIN = frozenset(
    stem(word)
    for word in """
    say tell add note state explain write describe comment remark mention speak talk reply respond answer accord
    additionally although besides furthermore however meanwhile moreover namely nevertheless nonetheless regarding
    similarly specifically though whereas whether
    """.split()
)
"""What a claim may add to the words of its places: plain verbs of saying, and words that only join others."""
_CUES = frozenset(stem(form) for form in VERBS)
_CLAUSE_END = re.compile(r"[,;:()—–\n]|\b(?:and|or|but|while|which|who|as|with)\b")

_LEAST = 2
"""Words that a claim must share with its places: with fewer it says nothing of them."""
_REFUSAL = re.compile(
    r"\W*(?:I (?:can|could|do|did|have|am)\b|There (?:is|are|was) no (?:\w+ )?(?:answer|information|mention)\b"
    r"|The (?:passages?|sources?|articles?) (?:(?:do|does|did)(?: not\b|n['’]t)|(?:contain|hold|mention)s? no\b)"
    r"|None of the (?:passages?|sources?|articles?)\b)"
)
_ITSELF = re.compile(r"\b(?:I|passages?|sources?|articles?)\b")
"""How a model begins that does not answer."""


def fault(sentence: Sentence, places: Sequence[Place], before: str) -> Reason | None:
    """The first check that a sentence fails, if any; before is what is said before it."""
    own = sentence.own
    words = "\n".join(p.words for p in places)
    told = "\n".join([words, *(p.about for p in places)])
    published = places[0].published
    if _MARK.search(own):
        return Reason.NO_SUCH_MARK
    if _MARKUP.search(own):
        return Reason.MARKUP
    if any(copied(sentence, p, before) for p in places):
        return None
    if not all(any(stands(q.words, p) for p in places) for q in sentence.quotations):
        return Reason.ALTERED
    if not quoted_rightly(sentence, places, before):
        return Reason.SPEAKER if sentence.attributions else Reason.UNATTRIBUTED
    if not numbers_held(own, told, published) or not counted_alike(own, told):
        return Reason.NUMBER
    if not names_held(own, places):
        return Reason.NAME
    if not kept(own, words) or not all(_kept_before(q, sentence, places) for q in sentence.quotations):
        return Reason.MOOD
    if reversed_in(own, told):
        return Reason.MOOD
    if only_reported(sentence, places):
        return Reason.REPORTED
    if not _supported(sentence, told) or not _together(own, places):
        return Reason.UNSUPPORTED
    if swapped(own, words):
        return Reason.ROLES
    if not attributed_rightly(sentence, places, before):
        return Reason.SPEAKER
    return None if nobodys(sentence, places) else Reason.UNATTRIBUTED


def _kept_before(quotation: Quotation, sentence: Sentence, places: Sequence[Place]) -> bool:
    """Whether what stands before a quotation gives it the mood that it has in a place; its inside is to the letter."""
    mood = mood_behind(sentence.text[: quotation.start])
    found = [(p, spans[0].start) for p in places if (spans := stands(quotation.words, p))]
    return any(mood == mood_behind(p.article.text[p.whole.start : start]) for p, start in found)


def _supported(sentence: Sentence, told: str) -> bool:
    """Whether the places have each word of a claim's own that tells something, and enough of all its words."""
    if not sentence.quotations and _refuses(sentence):
        return False
    there = telling(told)
    named = {stem(name) for name in name_words(sentence.own)}
    shared = there & set(weighty(undated(sentence.text)))
    return len(shared) >= _LEAST and telling(undated(sentence.own)) <= there | named | _PLAIN


def _together(own: str, places: Sequence[Place]) -> bool:
    """Whether what stands side by side in a clause of the claim is told of in one sentence of its places too."""
    clauses = [[word for word in weighty(c) if word not in _PLAIN | _CUES] for c in _CLAUSE_END.split(undated(own))]
    pairs = [{*pair} for words in clauses for pair in pairwise(words)]
    told = [set(weighty(text)) for p in places for text in (*p.told, p.about)] if pairs else []
    return all(any(pair <= there for there in told) for pair in pairs)


def _refuses(sentence: Sentence) -> bool:
    """Whether a sentence is about what the model found; not where it has somebody else say "I"."""
    others = [a for a in sentence.attributions if not _ITSELF.search(a.mention)]
    return bool(_REFUSAL.match(sentence.text)) and not others
