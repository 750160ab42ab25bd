"""What a chat model's sentence that has passed is: whose words it quotes or reports, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qa.answer import Claim, Words
from qa.verify.place import Place
from qa.verify.quoting import stands
from qa.verify.sentence import Sentence
from qa.verify.speaking import named_in


def as_told(claim: Claim, sentence: Sentence, places: Sequence[Place]) -> Claim:
    """The claim with its kind, its speaker where that is one, and the words that it quotes."""
    speakers = named_in(sentence, places)
    speaker = speakers[0] if len(speakers) == 1 else None
    words = tuple(_quoted(sentence, places, speaker))
    first = places[0].article
    if not sentence.attributions:
        return replace(claim, kind="excerpt", words=words, outlet=first.publisher, published=first.published)
    own = words and all(w.own for w in words) and len(words) == len(sentence.quotations)
    told = replace(claim, words=words, speaker=speaker, outlet=first.publisher, published=first.published)
    return replace(told, kind="quoted") if speaker and own else replace(told, kind="reported")


def _quoted(sentence: Sentence, places: Sequence[Place], speaker: str | None) -> Iterator[Words]:
    """What the sentence has between marks, where it stands; own where the speaker's statement quotes it."""
    for quotation in sentence.quotations:
        found = ((n, p, spans) for n, p in enumerate(places) if (spans := stands(quotation.words, p)))
        for n, p, spans in found:
            quotes = [q for s in p.statements if speaker and s.speaker == speaker for q in s.quotes]
            for span in (s for s in spans if s.start < s.end):
                own = (span,) if any(q.start <= span.start and span.end <= q.end for q in quotes) else ()
                yield Words(*span, p.article.text[slice(*span)], n, own)
            break
