"""A quotation -> its verdict: whether it is what somebody said, and whether it is theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from index.words import stems
from qa.check.candidates import Near, Page, Pages, Wanted
from qa.check.changes import turns
from qa.check.draft import Draft, Quoted
from qa.check.finding import CUT, Change, Finding, Turn, Verdict
from qa.check.matching import SHORTEST, Match, Run, changed, exact, in_order, in_parts, nearest
from qa.check.variants import cited, traced
from qa.check.voices import Voice, agrees, is_outlet, one_speech, voice
from qa.verify.moods import mood_behind, negates

_LIKE = 0.6
"""The share of words that are alike where a quotation is taken for an altered one, and no other."""

_SLIP = 2
"""Words that may differ where a quotation is one statement's, whatever others have its parts."""

_PHRASE = 5
"""Words of a quotation from which on two who say them say the same; fewer are anybody's phrase."""


def judged(quoted: Quoted, draft: Draft, places: Sequence[Near], pages: Pages) -> Finding:
    """What the archive says of a quotation, from the articles where it may stand."""
    return _Judging(quoted, draft, places, pages).finding()


class _Judging:
    """One quotation with all that is known of it."""

    def __init__(self, quoted: Quoted, draft: Draft, places: Sequence[Near], pages: Pages):
        self.quoted = quoted
        self._all = pages
        self.draft = draft
        self.pages = [near.page for near in places]
        self.exact = [match for page in self.pages for match in exact(quoted.pieces, page)]
        found = {match.page.record.id for match in self.exact}
        others = (nearest(quoted.pieces, near) for near in places if near.page.record.id not in found and near.spans)
        self.near = sorted((match for match in others if match), key=lambda match: match.distance)

    def finding(self) -> Finding:
        """The verdict: the first that the words bear out."""
        if self.exact:
            return self._verbatim()
        best = min(self._least, key=self._rank, default=None)
        if best and best.distance <= _SLIP and self._is_like(best):
            return self._cut_in(best) or self._altered(best)
        if runs := in_parts(self.quoted.pieces, [*self._of_others(best), *self.pages]):
            return self._of_parts(runs)
        if best and self._is_like(best):
            return self._altered(best)
        return self._found(Verdict.ABSENT, [best] if best else [], sure=1 - best.likeness if best else 1.0)

    @property
    def _least(self) -> list[Match]:
        """The matches from which the fewest words differ."""
        return [match for match in self.near if match.distance == self.near[0].distance]

    def _of_others(self, match: Match | None) -> list[Page]:
        """The articles that may have what of a quotation is not in the statement that it is nearest to."""
        changes = self._changes(match.runs) if match else []
        longer = [change.draft for change in changes if len(change.draft.split()) >= SHORTEST]
        name = self.quoted.source.name if self.quoted.source else None
        return [near.page for some in self._all.near([Wanted([part], name) for part in longer]) for near in some]

    def _verbatim(self) -> Finding:
        match = min(self.exact, key=self._rank)
        told = voice(match.page, match.spans)
        same = agrees(self.quoted.source, told, match.page)
        if turned := self._turned_by_gaps(match):
            return self._found(Verdict.ALTERED, [match], turned=turned)
        if not told.own and not self._quotes_outlet(match.page):
            verdict = Verdict.REPORTED if self._claims() else Verdict.UNTOLD
            return self._found(verdict, [match])
        if same is False:
            # A few words may be anybody's: that another says them makes them nobody's.
            few = len(self.quoted.keys) < _PHRASE or len(stems(self._words())) < 2
            return self._found(Verdict.ABSENT if few else Verdict.MISATTRIBUTED, [match])
        if told.own and self._cut_at_end(match):
            return self._found(Verdict.TRIMMED, [match])
        vouched = same or self._quotes_outlet(match.page) or (told.name and not self._claims())
        return self._found(Verdict.VERBATIM if vouched else Verdict.UNTOLD, [match])

    def _altered(self, match: Match) -> Finding:
        told = voice(match.page, match.spans)
        changes = self._changes(match.runs)
        turned = self._turned(changes, match)
        if agrees(self.quoted.source, told, match.page) is False:
            turned = (*turned, "speaker")
        sure = match.likeness
        if not told.own and self._claims() and not self._quotes_outlet(match.page):
            return self._found(Verdict.REPORTED, [match], changes, turned, sure)
        dropped = [change for change in changes if not change.draft]
        cut = len(dropped) == len(changes) and any(len(c.article.split()) >= CUT for c in dropped)
        if cut and not {"negation", "modality"} & {*turned}:
            return self._found(Verdict.TRIMMED, [match], changes, turned, sure)
        return self._found(Verdict.ALTERED, [match], changes, turned, sure)

    def _cut_in(self, match: Match) -> Finding | None:
        """The finding where a match from which several words differ is the same speech, cut."""
        runs = in_parts(self.quoted.pieces, [match.page]) if match.distance > 1 else []
        places = [span for run in runs for span in run.spans]
        if not runs or not in_order(runs) or not one_speech(match.page, places):
            return None
        return self._cut(Match(tuple(runs)), voice(match.page, places))

    def _of_parts(self, runs: Sequence[Run]) -> Finding:
        """A quotation all of whose parts stand somewhere: cut short, where they are one speech's, or joined."""
        voices = [voice(run.page, run.spans) for run in runs]
        matches = [Match((run,)) for run in runs]
        places = [span for run in runs for span in run.spans]
        if in_order(runs) and one_speech(runs[0].page, places):
            return self._cut(Match(tuple(runs)), voice(runs[0].page, places))
        if not any(v.own for v in voices) and self._claims():
            return self._found(Verdict.REPORTED, matches)
        return self._found(Verdict.SPLICED, matches)

    def _cut(self, match: Match, told: Voice) -> Finding:
        left_out = [cut for a, b in pairwise(match.runs) if (cut := self._between(a, b)).article]
        turned = self._turned(left_out, match)
        if not told.own and self._claims() and not self._quotes_outlet(match.page):
            return self._found(Verdict.REPORTED, [match], left_out, turned)
        if {"negation", "modality"} & {*turned} and sum(len(c.article.split()) for c in left_out) <= CUT:
            return self._found(Verdict.ALTERED, [match], left_out, turned)
        return self._found(Verdict.TRIMMED, [match], left_out, turned)

    def _between(self, before: Run, after: Run) -> Change:
        """What of an article stands between two parts; nothing where the draft shows that it is left out."""
        shown = before.draft is not after.draft
        held = "" if shown else before.words.written(before.there[1], after.there[0])
        return changed(after.draft, after.of[0], after.of[0], held)

    # What is known of a match

    def _rank(self, match: Match) -> tuple[int, int, int, int]:
        """The fewest words that differ come first; then a speaker's own before an outlet's, of whom the draft names."""
        told = voice(match.page, match.spans)
        same = agrees(self.quoted.source, told, match.page)
        day = match.page.record.published or date.max
        return match.distance, 0 if same else 1 if told.own else 2, 1 if same is False else 0, day.toordinal()

    def _is_like(self, match: Match) -> bool:
        """Whether a quotation is another one's words altered: most words are alike, and most of those that tell."""
        own = stems(self._words())
        there = {*stems(" ".join(match.page.text[slice(*span)] for span in match.spans))}
        held = sum(stem in there for stem in own)
        return match.likeness >= _LIKE and 2 * held >= len(own) and (match.distance < 2 or len(self.quoted.keys) > 4)

    def _claims(self) -> bool:
        """Whether the draft sets the words as somebody's."""
        return self.quoted.source is not None

    def _quotes_outlet(self, page: Page) -> bool:
        return self.quoted.source is not None and is_outlet(self.quoted.source, page)

    def _words(self) -> str:
        return " ".join(piece.written(0, len(piece)) for piece in self.quoted.pieces)

    def _changes(self, runs: Iterable[Run]) -> list[Change]:
        return [change for run in runs for change in run.changes]

    def _turned(self, changes: Sequence[Change], match: Match) -> tuple[Turn, ...]:
        there = " ".join(match.page.text[slice(*span)] for span in match.spans)
        return turns(changes, self._words(), there, match.page.record.published)

    def _turned_by_gaps(self, match: Match) -> tuple[Turn, ...]:
        """By what words in brackets, or those an ellipsis leaves out, turn the rest: "will ... quit"."""
        if negates(self.quoted.inserted):
            return ("negation",)
        if mood_behind(self.quoted.inserted.strip("[]")).modals:
            return ("modality",)
        for a, b in pairwise(match.runs):
            gap = a.words.written(a.there[1], b.there[0]).split()
            beside = f"{' '.join(gap[:3])} ; {' '.join(gap[-3:])}" if len(gap) > 3 else " ".join(gap)
            if gap and len(gap) <= _PHRASE and negates(beside) and not negates(self.quoted.inserted):
                return ("negation",)
        return ()

    def _cut_at_end(self, match: Match) -> bool:
        """Whether the draft ends as a sentence what goes on in the same speech: whole, but for what is missing."""
        if not self.quoted.whole:
            return False
        words, last = match.runs[-1].words, match.runs[-1].there[1]
        page = match.page
        end = words.spans[last - 1].end
        begun = words.spans[match.runs[0].there[0]].start
        speech = next((q for s in page.statements for q in s.quotes if q.start <= end <= q.end), None)
        if speech is None or speech.end - end < 2:
            return False
        rest = page.text[end : speech.end]
        behind = rest.lstrip("”\"’'")
        if not behind or behind[0] in ".?!…" or not behind.split():
            return False
        starts = begun <= speech.start + 2 or page.text[:begun].rstrip()[-1:] in (".", "?", "!")
        return starts and last < len(words)

    # The finding

    def _found(
        self,
        verdict: Verdict,
        matches: Sequence[Match],
        diff: Sequence[Change] = (),
        turned: tuple[Turn, ...] = (),
        sure: float = 1.0,
    ) -> Finding:
        span, source = self.quoted.span, self.quoted.source
        told = [voice(match.page, match.spans) for match in matches]
        speakers = dict.fromkeys(v.name for v in told if v.name)
        return Finding(
            span.start,
            span.end,
            self.draft.text[slice(*span)],
            "quotation",
            verdict,
            claimed=source.shown if source else None,
            speaker=" and ".join(speakers) or None,
            evidence=tuple(cited(m.page, m.spans, v, n) for n, (m, v) in enumerate(zip(matches, told, strict=True), 1)),
            diff=tuple(diff),
            turns=turned,
            sure=round(sure, 3),
            variants=traced([*sorted(self.exact, key=self._rank), *self.near]),
        )
