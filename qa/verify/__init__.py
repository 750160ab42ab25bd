"""Nothing passes that the cited words do not bear out.

A claim is read as a sentence (sentence.py) and held against the places it cites (place.py): its quotations to the
letter (quoting.py) and by whom it says (speaking.py), its numbers and dates (numbers.py), its names (naming.py) and
who does it to whom (roles.py), its negations and modal verbs (moods.py), and that it adds no word that tells anything
(checks.py, which has all checks in their order). The same code for every answer.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from index.words import same_words
from qa.answer import Answer, Claim, LeftOut
from qa.verify.checks import Reason, fault, places_of
from qa.verify.instead import own_words
from qa.verify.place import Place, Texts, exact
from qa.verify.sentence import Sentence, sentences_of
from qa.verify.speaking import speakers

__all__ = ["Reason", "Texts", "exact", "verify"]

logger = logging.getLogger(__name__)


def verify(answer: Answer, texts: Texts, before: Answer | None = None) -> Answer:
    """The answer with each claim that its citations bear out; the others are left out, and it tells why.

    Where a claim fails that cites a statement, that statement's own words stand in. before is what was answered
    before it, where an answer comes in parts: who "he" is, and what has been said already.
    """
    passed: list[Claim] = []
    left_out: list[LeftOut] = []
    shown = list(before.claims) if before else []
    last = before.claims[-1].text if before and before.claims else ""
    for claim, sentence in zip(answer.claims, sentences_of(answer.claims), strict=True):
        reason, places = _checked(claim, sentence, texts, answer.model, last)
        instead = own_words(claim, places) if reason else None
        if reason:
            left_out.append(LeftOut(claim.text, str(reason), instead is not None))
        if (kept := instead if reason else claim) and kept not in shown and not (reason and _repeats(kept, shown)):
            passed.append(kept)
            shown.append(kept)
            last = f"{kept.text} {speakers(sentence, places)}" if not reason else kept.text
    if left_out:
        logger.info("left out %d claims: %s", len(left_out), "; ".join(one.reason for one in left_out))
    return replace(
        answer,
        claims=tuple(passed),
        found=answer.found and bool(passed or not answer.claims),
        left_out=answer.left_out + tuple(left_out),
    )


def _repeats(claim: Claim, shown: Sequence[Claim]) -> bool:
    """Whether its quotations have been shown already, be it from another article that prints them."""
    words = same_words(" ".join(one.text for one in shown))
    return all(same_words(quote) in words for quote in claim.quotes)


def _checked(
    claim: Claim, sentence: Sentence, texts: Texts, model: str, before: str
) -> tuple[Reason | None, Sequence[Place]]:
    """Why a claim does not pass, if it does not, and the places it cites."""
    if not claim.citations:
        # What cites nothing is a remark on the archive, which only we can make.
        return (None if model == "extractive" and not claim.quotes else Reason.UNCITED), []
    places = places_of(claim, texts)
    if places is None:
        return Reason.INEXACT, []
    return fault(claim, sentence, places, before), places
