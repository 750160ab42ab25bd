"""How much of what is edited in a draft a check finds and names rightly, and how often it is wrong on what is not.

    python -m bench.check ARCHIVE [ARTICLES.jsonl] [--each N] [--wrong KIND]

Drafts are made of the statements of an archive's articles, or of those whose sources ARTICLES.jsonl has: quotations as
they are and with eleven kinds of edit, and attributed paraphrases, true and turned. Only those of at least eight words
by named people are taken, N of each kind. --wrong prints what came out wrong of a kind. The last lines tell how long a
draft of 2,000 words takes.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from bench.check_cases import Case, Material, cases
from index import Archive
from qa.check import FAULTS, Finding, Verdict, check

_EXPECTED = {
    "none": Verdict.VERBATIM,
    "swapped": Verdict.ALTERED,
    "dropped": Verdict.ALTERED,
    "added": Verdict.ALTERED,
    "number": Verdict.ALTERED,
    "name": Verdict.ALTERED,
    "negation": Verdict.ALTERED,
    "modality": Verdict.ALTERED,
    "trimmed": Verdict.TRIMMED,
    "spliced": Verdict.SPLICED,
    "wrong speaker": Verdict.MISATTRIBUTED,
    "paraphrase in marks": Verdict.REPORTED,
    "invented": Verdict.ABSENT,
}
_TURNED = ("number", "name", "negation", "modality")
_TOGETHER = 10
"""Cases in one draft."""

_WORDS = 2_000


class Outcome(NamedTuple):
    """A case and what was found of it: whether anything was told, and whether that is what was done to it."""

    case: Case
    finding: Finding | None
    found: bool
    named: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("articles", type=Path, nargs="?", help="make drafts of these articles' statements alone")
    parser.add_argument("--each", type=int, default=300, metavar="N", help="cases of each kind")
    parser.add_argument("--wrong", metavar="KIND", help="print what came out wrong of this kind")
    options = parser.parse_args()
    with Archive(options.archive) as archive:
        made = _made(archive, options.articles, options.each)
        outcomes = [one for some in _some(made, _TOGETHER) for one in _checked(some, archive)]
        _print(outcomes)
        _print_wrong(outcomes, options.wrong)
        _print_seconds(made, archive)


def _made(archive: Archive, only: Path | None, each: int) -> list[Case]:
    """So many cases of each kind, in an order that chance has made, the same each time."""
    dice = random.Random(23)
    wanted = {json.loads(line)["source"] for line in only.open(encoding="utf-8")} if only else None
    records = sorted((r for r in archive.articles() if not wanted or r.source in wanted), key=lambda r: r.source)
    read = archive.read(record.id for record in records)
    kinds: dict[str, list[Case]] = defaultdict(list)
    for case in cases(Material([(one.article, one.statements) for one in read]), dice):
        kinds[case.kind].append(case)
    made = [case for some in kinds.values() for case in dice.sample(some, min(each, len(some)))]
    dice.shuffle(made)
    return made


def _some(made: Sequence[Case], most: int) -> Iterator[list[Case]]:
    rest = iter(made)
    while some := list(islice(rest, most)):
        yield some


def _checked(some: Sequence[Case], archive: Archive) -> Iterator[Outcome]:
    """What a check of a draft of these cases tells of each."""
    draft = "\n\n".join(case.paragraph for case in some)
    findings = check(draft, archive).findings
    start = 0
    for case in some:
        end = start + len(case.paragraph)
        here = [f for f in findings if start <= f.start < end and (f.kind == "paraphrase") == _is_told(case)]
        yield _outcome(case, max(here, key=lambda f: f.end - f.start, default=None))
        start = end + 2


def _is_told(case: Case) -> bool:
    return case.kind.startswith("told")


def _outcome(case: Case, finding: Finding | None) -> Outcome:
    if finding is None:
        return Outcome(case, None, False, False)
    kind = case.kind.removeprefix("told: ")
    if _is_told(case):
        wanted = Verdict.BORNE_OUT if kind == "true" else Verdict.NOT_BORNE_OUT
        found = (finding.verdict is not Verdict.BORNE_OUT) == (kind != "true")
        return Outcome(case, finding, found, finding.verdict is wanted and (kind == "true" or kind in finding.turns))
    named = finding.verdict is _EXPECTED[kind]
    if kind in _TURNED:
        named = named and kind in finding.turns
    if kind == "wrong speaker":
        named = named and finding.speaker == case.speaker
    found = finding.verdict in FAULTS or finding.verdict is Verdict.ABSENT
    return Outcome(case, finding, found if kind != "none" else named, named)


def _print(outcomes: Sequence[Outcome]) -> None:
    print(f"{'kind':24} {'n':>6}   found   named")
    kinds: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        kinds[outcome.case.kind].append(outcome)
    for kind in [*_EXPECTED, *sorted(kind for kind in kinds if kind.startswith("told"))]:
        some = kinds.get(kind, [])
        if some:
            found, named = (sum(getattr(one, name) for one in some) / len(some) for name in ("found", "named"))
            print(f"{kind:24} {len(some):6,}   {found:.3f}   {named:.3f}")
    unedited = [one.finding.verdict for one in kinds["none"] if one.finding]
    words = sum(v in FAULTS - {Verdict.MISATTRIBUTED} or v is Verdict.ABSENT for v in unedited) / len(unedited)
    speaker, untold = (
        sum(v is verdict for v in unedited) / len(unedited) for verdict in (Verdict.MISATTRIBUTED, Verdict.UNTOLD)
    )
    print(f"\nfalse alarms on what is not edited: words {words:.4f}, speaker {speaker:.4f}; not told {untold:.4f}")


def _print_wrong(outcomes: Sequence[Outcome], kind: str | None) -> None:
    for case, finding, _, named in outcomes:
        if kind is not None and case.kind.startswith(kind) and not named:
            print(f"\n{case.kind} | by {case.speaker}\n    {case.paragraph}")
            if finding:
                where = finding.evidence[0].text if finding.evidence else ""
                print(f"    {finding.verdict} | {finding.claimed} | {finding.speaker} | {finding.turns} {finding.sure}")
                print(f"    {finding.text}")
                print(f"    {[tuple(change) for change in finding.diff]}\n    {where}")


def _print_seconds(made: Sequence[Case], archive: Archive) -> None:
    drafts, paragraphs, words = [], [], 0
    for case in made:
        paragraphs.append(case.paragraph)
        words += len(case.paragraph.split())
        if words >= _WORDS:
            drafts.append("\n\n".join(paragraphs))
            paragraphs, words = [], 0
    taken, findings = [], []
    for draft in drafts[:7]:
        began = time.perf_counter()
        findings.append(len(check(draft, archive).findings))
        taken.append(time.perf_counter() - began)
    if taken:
        median, found = statistics.median(taken), statistics.median(findings)
        print(
            f"\na draft of {_WORDS:,} words, {found:.0f} findings: {median:.2f} s (median), {max(taken):.2f} s at most"
        )


if __name__ == "__main__":
    sys.exit(main())
