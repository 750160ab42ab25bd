"""What changed in an article between its versions, and whether cited words are among it.

Looked at only for articles that have earlier versions, and for the words that are cited.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial
from typing import Literal

from rapidfuzz import fuzz, process

from index import Archive, ArticleNotFound, Version
from index.sentences import paragraphs, sentences
from index.words import same_words
from qa.answer import Answer, Citation, Revision
from qa.check.finding import Piece

Op = Literal["same", "gone", "new"]

_WORD = re.compile(r"\s*\S+\s*")

_BESIDE = 12
"""Words shown beside those that changed."""

_MOST_COMPARED = 100_000_000
"""Words of lines that changed, times those that they became: more are shown as replaced altogether."""

_LIKE = 60
"""How alike, of 100, two sentences are (rapidfuzz) of which one was made the other."""


def differences(earlier: str, later: str) -> list[Piece]:
    """An earlier text made a later one, word by word; of what both have, the words beside the others."""
    runs: list[tuple[Op, list[str]]] = []
    for op, words in _compared(earlier.splitlines(keepends=True), later.splitlines(keepends=True)):
        if runs and runs[-1][0] == op:
            runs[-1][1].extend(words)
        elif words:
            runs.append((op, [*words]))
    if all(op == "same" for op, _ in runs):
        return []
    last = len(runs) - 1
    shown = (_beside(words, n == 0, n == last) if op == "same" else words for n, (op, words) in enumerate(runs))
    return [Piece(op, "".join(words)) for (op, _), words in zip(runs, shown, strict=True)]


def _compared(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Op, list[str]]]:
    """Lines made others: their words, those in lines that changed one by one."""
    for tag, a, b, c, d in _opcodes(old, new):
        before, after = _WORD.findall("".join(old[a:b])), _WORD.findall("".join(new[c:d]))
        if tag == "equal":
            yield "same", after
        elif len(before) * len(after) > _MOST_COMPARED:
            yield "gone", before
            yield "new", after
        else:
            for change, i, j, k, m in _opcodes(before, after):
                if change == "equal":
                    yield "same", after[k:m]
                else:
                    yield "gone", before[i:j]
                    yield "new", after[k:m]


def _opcodes(old: Sequence[str], new: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """What makes a sequence of words or lines another, white space aside."""
    return SequenceMatcher(None, [*map(str.strip, old)], [*map(str.strip, new)]).get_opcodes()


def _beside(words: Sequence[str], first: bool, last: bool) -> list[str]:
    """Words that stay, without those in their midst; at the beginning or the end of a text without those there."""
    head, tail = (0 if first else _BESIDE), (0 if last else _BESIDE)
    if len(words) <= head + tail:
        return [*words]
    return [*words[:head], "… ", *(words[-tail:] if tail else ())]


def with_earlier_words(answer: Answer, archive: Archive) -> Answer:
    """The answer with what its cited words were, where they read otherwise in an earlier version of their article."""
    return _each_citation(answer, partial(_with_earlier_words, archive=archive))


def with_later_words(answer: Answer, archive: Archive) -> Answer:
    """An answer of earlier with what its cited words are now, where they read otherwise."""
    return _each_citation(answer, partial(_with_later_words, archive=archive))


def _each_citation(answer: Answer, told: Callable[[Citation], Citation]) -> Answer:
    claims = (replace(claim, citations=tuple(map(told, claim.citations))) for claim in answer.claims)
    return replace(answer, claims=tuple(claims))


def _with_earlier_words(citation: Citation, archive: Archive) -> Citation:
    try:
        versions = archive.versions(citation.article)
        text = archive.article(citation.article).text if versions else ""
    except ArticleNotFound:  # It was removed meanwhile.
        return citation
    was = (_earlier_words(sentence, text, versions) for sentence in _sentences(citation.text))
    return replace(citation, was=tuple(dict.fromkeys(filter(None, was))))


def _earlier_words(sentence: str, text: str, versions: Sequence[Version]) -> Revision | None:
    """What a sentence of a text was in the last version in which it reads otherwise."""
    each = ((otherwise(sentence, text, version.text), version.replaced) for version in versions)
    return next((Revision(words, replaced) for words, replaced in each if words is not None), None)


def _with_later_words(citation: Citation, archive: Archive) -> Citation:
    try:
        unchanged = citation.version in (None, archive.record(citation.article).version)
        return replace(citation, now=None if unchanged else later_words(citation, archive))
    except ArticleNotFound:
        return citation


def later_words(citation: Citation, archive: Archive) -> Revision | None:
    """What words that were cited are now, and when they became it, where that is known; None where they still stand."""
    article, versions = archive.article(citation.article), archive.versions(citation.article)
    cited = next((n for n, version in enumerate(versions) if version.id == citation.version), None)
    since = [] if cited is None else versions[cited::-1]
    words = otherwise(citation.text, since[0].text if since else citation.text, article.text)
    if words is None:
        return None
    texts = [*(version.text for version in since[1:]), article.text]
    changed = (v.replaced for v, text in zip(since, texts, strict=False) if not _stand_in(citation.text, text))
    return Revision(words, next(changed, None))


def otherwise(words: str, text: str, other: str) -> str | None:
    """What another version has in the place of words of a text, sentence by sentence: "" where it has nothing like
    them, None where they stand there too.
    """
    gone = [sentence for sentence in _sentences(words) if not _stand_in(sentence, other)]
    if not gone:
        return None
    here = same_words(text)
    own = [block for block in _paragraphs(text) if any(one in block for one in gone)]
    changed = [block for block in _paragraphs(other) if same_words(block) not in here]
    may_be = [sentence for block in changed for sentence in _sentences(block) if same_words(sentence) not in here]
    # A part of a sentence is looked for as the whole one.
    whole = (next((s for block in own for s in _sentences(block) if one in s), one) for one in gone)
    nearest = (process.extractOne(one, may_be, scorer=fuzz.ratio, score_cutoff=_LIKE) for one in whole)
    return " ".join(dict.fromkeys(found[0] for found in nearest if found))


def _paragraphs(text: str) -> list[str]:
    return [text[slice(*span)].strip() for span in paragraphs(text)]


def _sentences(text: str) -> list[str]:
    return [text[slice(*span)].strip() for span in sentences(text)]


def _stand_in(words: str, text: str) -> bool:
    return words in text or same_words(words) in same_words(text)
