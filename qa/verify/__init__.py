"""Nothing passes that the cited words do not bear out.

A claim in the articles' own words is held against them field by field (exact.py). What a chat model wrote is read as a
sentence (sentence.py) and held against the places it cites (place.py): its quotations to the letter (quoting.py), by
whom it says, and never what is only reported of somebody (speaking.py), its numbers and dates (numbers.py), its names
(naming.py) and who does it to whom (roles.py), its negations and modal verbs (moods.py), and that it adds no word that
tells anything (checks.py, which has all checks in their order).
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace

from index.words import same_words
from qa.answer import EXTRACTIVE, Answer, Claim, LeftOut
from qa.verify.checks import fault
from qa.verify.exact import cited_exactly, exact, fault_of
from qa.verify.instead import own_words
from qa.verify.place import Place, Texts, place
from qa.verify.reasons import Reason
from qa.verify.sentence import Sentence, sentences_of
from qa.verify.speaking import speakers
from qa.verify.told import as_told

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
    last = shown[-1].text if shown else ""
    written = [claim for claim in answer.claims if claim.writer != EXTRACTIVE and claim.citations]
    read = dict(zip(map(id, written), sentences_of(written), strict=True))
    for claim in answer.claims:
        sentence = read.get(id(claim))
        reason, places = _written(claim, sentence, texts, last) if sentence else (_own(claim, texts), [])
        kept = claim if not reason else own_words(claim, places)
        if reason:
            left_out.append(LeftOut(claim.text, str(reason), kept is not None))
        if kept and kept not in shown and not (reason and _repeats(kept, shown)):
            kept = as_told(kept, sentence, places) if sentence and not reason else kept
            passed.append(kept)
            shown.append(kept)
            last = f"{kept.text} {speakers(sentence, places)}" if sentence and not reason else kept.text
    if left_out:
        logger.info("left out %d claims: %s", len(left_out), "; ".join(one.reason for one in left_out))
    nothing_left = answer.found and answer.claims and not passed
    return replace(
        answer,
        claims=tuple(passed),
        status="absent" if nothing_left else answer.status,
        left_out=answer.left_out + tuple(left_out),
    )


def _repeats(claim: Claim, shown: Sequence[Claim]) -> bool:
    """Whether its words have been shown already, be it from another article that prints them."""
    words = same_words(" ".join(one.text for one in shown))
    return all(same_words(w.text) in words for w in claim.words)


def _own(claim: Claim, texts: Texts) -> Reason | None:
    """Why a claim that no model wrote does not pass, if it does not; remarks, which cite nothing, are only ours."""
    if claim.kind == "remark" and claim.writer == EXTRACTIVE:
        return Reason.UNCITED if claim.words or claim.citations else None
    return fault_of(claim, texts)


def _written(claim: Claim, sentence: Sentence, texts: Texts, before: str) -> tuple[Reason | None, Sequence[Place]]:
    """Why what a model wrote does not pass, if it does not, and the places it cites."""
    if not cited_exactly(claim.citations, texts):
        return Reason.INEXACT, []
    places = [place(citation, texts) for citation in claim.citations]
    return fault(sentence, places, before), places
