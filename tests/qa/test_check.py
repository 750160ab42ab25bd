"""A draft held against made-up articles: each verdict, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from index import Archive, Article, InputError
from index.embed import SentenceTransformerEmbedder
from qa import Assistant
from qa.check import MAX_DRAFT, Checked, Finding, Verdict, check
from qa.check.draft import Draft

ARTICLES = [
    Article(
        "gazette/harbour",
        "PORT MAREN — “We will not close the harbour before the spring, and nobody has asked us to,” Mayor Oda Brask "
        "said on Tuesday.\n\n“The harbour feeds 400 families,” she said. “It has fed them since my grandfather was a "
        "boy.”\n\n"
        "Brask said that the dredging of the northern basin would cost 12 million crowns. The union's chairman, Pelle "
        "Ravn, called the plan “a gift to the gravel kings” and said that the boatmen “may strike in June.”\n\n"
        "“He has promised Vestholm a new quay three times,” said Lise Torp, who runs the fish hall.\n\n"
        "On the wall of the pier stood in white paint: “Somebody has moved the buoys at night.”",
        "Harbour stays open",
        date(2024, 2, 6),
        "Maren Gazette",
    ),
    Article(
        "post/harbour",
        "The harbour will stay open. “We will not close the harbour before the spring,” Mayor Oda Brask said.\n\n"
        "“The harbour feeds 300 families,” Brask told the Post.",
        "No closing",
        date(2024, 2, 9),
        "Vestholm Post",
    ),
    Article(
        "post/ravn",
        "Pelle Ravn wants more. “Whoever digs must also pay for the silence afterwards,” Pelle Ravn told members in "
        "the boathouse.\n\n“My members have rowed through worse than this council,” he said on Friday.",
        "Ravn wants more",
        date(2024, 3, 1),
        "Vestholm Post",
    ),
]


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Archive:
    archive = Archive(tmp_path_factory.mktemp("harbour"), embedder=embedder)
    archive.add(ARTICLES)
    return archive


Find = Callable[[str], Finding]


@pytest.fixture(scope="module")
def only(harbour: Archive) -> Find:
    """The one finding of a draft."""

    def only(draft: str) -> Finding:
        (finding,) = check(draft, harbour).findings
        assert draft[finding.start : finding.end] == finding.text
        texts = {article.id: article.text for article in ARTICLES}
        for citation in (*finding.evidence, *(variant.citation for variant in finding.variants)):
            assert texts[citation.article][citation.start : citation.end] == citation.text
        for change in finding.diff:
            assert draft[change.start : change.end] == change.draft
        return finding

    return only


QUOTED: list[tuple[str, Verdict, str | None]] = [
    # To the letter, in whatever marks, in part, with what is shown as left out or put in, and across "she said".
    ("“My members have rowed through worse than this council,” Pelle Ravn said.", Verdict.VERBATIM, "Pelle Ravn"),
    ('"My members have rowed through worse than this council," Pelle Ravn said.', Verdict.VERBATIM, "Pelle Ravn"),
    ("„My members have rowed through worse than this council“, Pelle Ravn said.", Verdict.VERBATIM, "Pelle Ravn"),
    ("»My members have rowed through worse than this council«, Pelle Ravn said.", Verdict.VERBATIM, "Pelle Ravn"),
    ("Pelle Ravn said his members had “rowed through worse than this council.”", Verdict.VERBATIM, "Pelle Ravn"),
    ("“My members have … worse than this council,” Pelle Ravn said.", Verdict.VERBATIM, "Pelle Ravn"),
    ("“[The boatmen] have rowed through worse than this council,” Pelle Ravn said.", Verdict.VERBATIM, "Pelle Ravn"),
    ("“[R]owed through worse than this council,” Pelle Ravn said.", Verdict.VERBATIM, "Pelle Ravn"),
    (
        "“The harbour feeds 400 families. It has fed them since my grandfather was a boy,” Oda Brask said.",
        Verdict.VERBATIM,
        "Oda Brask",
    ),
    ("“My members have rowed through worse than this council.”", Verdict.VERBATIM, "Pelle Ravn"),
    # Nobody is named, there or so that it can be held against whom the draft names.
    ("“Somebody has moved the buoys at night,” Pelle Ravn said.", Verdict.UNTOLD, None),
    # Words that differ.
    ("“My members have sailed through worse than this council,” Pelle Ravn said.", Verdict.ALTERED, "Pelle Ravn"),
    ("“My members have rowed worse than this council,” Pelle Ravn said.", Verdict.ALTERED, "Pelle Ravn"),
    ("“My members have always rowed through worse than this council,” Pelle Ravn said.", Verdict.ALTERED, "Pelle Ravn"),
    # A cut that no mark shows: within, and at the end of what looks like a whole sentence.
    ("“We will not close the harbour, and nobody has asked us to,” Oda Brask said.", Verdict.TRIMMED, "Oda Brask"),
    ("Pelle Ravn said: “Whoever digs must also pay.”", Verdict.TRIMMED, "Pelle Ravn"),
    # Two statements as one.
    (
        "“Whoever digs must also pay for the silence than this council,” Pelle Ravn said.",
        Verdict.SPLICED,
        "Pelle Ravn",
    ),
    ("“My members have rowed through worse than this council,” Oda Brask said.", Verdict.MISATTRIBUTED, "Pelle Ravn"),
    # An outlet's words, all of it or some.
    (
        "“The dredging of the northern basin would cost 12 million crowns,” Oda Brask said.",
        Verdict.REPORTED,
        "Oda Brask",
    ),
    ("“The boatmen may strike in June,” Pelle Ravn said.", Verdict.REPORTED, "Pelle Ravn"),
    # What is not there, and a phrase that is anybody's.
    ("“The lighthouse keeper paints his boat in October,” Oda Brask said.", Verdict.ABSENT, None),
]


@pytest.mark.parametrize(("draft", "verdict", "speaker"), QUOTED)
def test_a_quotation_is_told_for_what_it_is(only: Find, draft: str, verdict: Verdict, speaker: str | None) -> None:
    finding = only(draft)
    assert finding.kind == "quotation"
    assert (finding.verdict, finding.speaker if verdict is not Verdict.ABSENT else None) == (verdict, speaker)


TURNED = [
    ("“We will close the harbour before the spring, and nobody has asked us to,” Oda Brask said.", "negation"),
    ("“We … close the harbour before the spring, and nobody has asked us to,” Oda Brask said.", "negation"),
    ("“We might not close the harbour before the spring, and nobody has asked us to,” Oda Brask said.", "modality"),
    ("“The harbour feeds 900 families,” Oda Brask said.", "number"),
    ("“He has promised Oldholm a new quay three times,” Lise Torp said.", "name"),
]


@pytest.mark.parametrize(("draft", "turn"), TURNED)
def test_a_change_tells_by_what_it_turns_the_meaning(only: Find, draft: str, turn: str) -> None:
    finding = only(draft)
    assert finding.verdict is Verdict.ALTERED
    assert finding.turns == (turn,)


def test_the_words_that_differ_are_told_with_their_places(only: Find) -> None:
    finding = only("“My members have sailed through worse than any council,” Pelle Ravn said.")
    assert [change[:2] for change in finding.diff] == [("sailed", "rowed"), ("any", "this")]


TOLD: list[tuple[str, Verdict, tuple[str, ...]]] = [
    ("Oda Brask said the dredging of the northern basin would cost 12 million crowns.", Verdict.BORNE_OUT, ()),
    (
        "Oda Brask said the dredging of the northern basin would cost 19 million crowns.",
        Verdict.NOT_BORNE_OUT,
        ("number",),
    ),
    (
        "Oda Brask said the dredging of the northern basin would not cost 12 million crowns.",
        Verdict.NOT_BORNE_OUT,
        ("negation",),
    ),
    (
        "Lise Torp said the dredging of the northern basin would cost 12 million crowns.",
        Verdict.NOT_BORNE_OUT,
        ("speaker",),
    ),
    ("Oda Brask said that the herring had come back to the southern bay.", Verdict.ABSENT, ()),
]


@pytest.mark.parametrize(("draft", "verdict", "turns"), TOLD)
def test_an_attributed_claim_is_borne_out_or_not(
    only: Find, draft: str, verdict: Verdict, turns: tuple[str, ...]
) -> None:
    finding = only(draft)
    assert finding.kind == "paraphrase"
    assert (finding.verdict, finding.turns) == (verdict, turns)


def test_all_articles_that_print_it_are_named_the_oldest_first(only: Find) -> None:
    finding = only("“The harbour feeds 300 families,” Oda Brask said.")
    assert finding.verdict is Verdict.VERBATIM
    assert finding.evidence[0].publisher == "Vestholm Post"
    printed = [(variant.citation.publisher, variant.exact) for variant in finding.variants]
    assert printed == [("Maren Gazette", False), ("Vestholm Post", True)]


def printed(source: str, text: str, day: date | None) -> Article:
    return Article(source, text, f"As {source} has it", day, source)


WALL = [
    printed(
        "first",
        "“We will not paint the wall before the frost, and the bees are glad of it,” Mayor Oda Brask said.",
        date(2024, 4, 1),
    ),
    printed("cuts", "“We will not paint the wall before the frost,” Mayor Oda Brask said.", date(2024, 4, 2)),
    printed("turns", "“We will paint the wall before the frost,” Mayor Oda Brask said.", date(2024, 4, 3)),
    printed("swaps", "“We will not paint the wall before the frost,” said Pelle Ravn, the chairman.", date(2024, 4, 4)),
    printed(
        "tells", "Mayor Oda Brask said that they would not paint the wall before the frost at all.", date(2024, 4, 5)
    ),
    printed(
        "restores",
        "“We will not paint the wall before the frost,” Mayor Oda Brask said, “and the bees are glad of it.”",
        date(2024, 4, 6),
    ),
    printed("undated", "“We will not paint the wall before the frost,” Mayor Oda Brask said.", None),
    printed("other", "“We will not close the school before the summer,” said Lise Torp.", date(2024, 4, 7)),
]


def test_where_a_quotation_came_from_is_told_article_by_article(archive: Archive) -> None:
    archive.add(WALL)
    found = Assistant(archive).variants("We will not paint the wall before the frost")
    named = {v.citation.number: v.citation.source for v in found}
    assert [(v.citation.source, named.get(v.parent or 0), v.how) for v in found] == [
        ("first", None, None),
        ("cuts", "first", "cut"),
        ("turns", "cuts", "changed"),
        ("swaps", "cuts", "other_speaker"),
        ("tells", "cuts", "reported"),
        ("restores", "first", "same"),
        ("undated", "cuts", "same"),
    ]
    turned, restored = found[2], found[5]
    assert turned.diff == (("same", "We will"), ("gone", "not"), ("same", "paint the wall before the frost"))
    assert restored.words == "We will not paint the wall before the frost … and the bees are glad of it"
    with pytest.raises(InputError, match="at least three words"):
        Assistant(archive).variants("We will")


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_one(harbour: Archive) -> None:
    draft = "Oda Brask said: “The harbour feeds 400 families.\n\n“It has fed them since my grandfather was a boy.”"
    (finding,) = check(draft, harbour).findings
    assert (finding.verdict, finding.start, finding.end) == (Verdict.VERBATIM, 16, len(draft))


def test_a_draft_without_quotations_has_no_findings(harbour: Archive) -> None:
    assert check("The harbour was quiet, and so was “the fox.”", harbour).findings == ()


def test_a_draft_in_another_language_is_checked_by_its_words_and_says_so(harbour: Archive) -> None:
    draft = (
        "Der Hafen bleibt offen, und niemand in der Stadt hat etwas anderes erwartet. Die Bürgermeisterin war gestern "
        "nicht zu erreichen, die Fischer aber freuten sich über den Beschluss und tranken darauf bis in die Nacht. "
        "Ravn sagte am Freitag: „My members have rowed through worse than this council.“"
    )
    checked = check(draft, harbour)
    assert [f.verdict for f in checked.findings] == [Verdict.VERBATIM]
    assert "not in English (de)" in checked.notes[0]


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        ("", "the draft is empty"),
        (" \n\t ", "the draft is empty"),
        ("word " * (MAX_DRAFT // 5 + 1), "Check at most 200,000 at once"),
        ("PK\x03\x04\x00\x00", "it is no text, but a file's bytes"),
        ("half \ud83d", "half of a character"),
    ],
)
def test_what_is_no_draft_is_refused(harbour: Archive, draft: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        check(draft, harbour)


def test_an_empty_archive_bears_nothing_out(archive: Archive) -> None:
    (finding,) = check(QUOTED[0][0], archive).findings
    assert (finding.verdict, finding.evidence, finding.variants) == (Verdict.ABSENT, (), ())


def test_the_assistant_checks_a_draft(town_assistant: Assistant) -> None:
    checked = town_assistant.check("“We have never walked away from a lighthouse,” Mayor Tomas Verel said.")
    assert isinstance(checked, Checked)
    assert [f.verdict for f in checked.findings] == [Verdict.ABSENT]
    assert checked.faults == []


def test_marks_of_a_draft_keep_their_places() -> None:
    text = "»One two three«, 「four five six」 and 〝seven eight nine〞."
    draft = Draft(text)
    assert len(draft.article.text) == len(text)
    assert [draft.text[slice(*q.span)] for q in draft.quoted] == [
        "»One two three«",
        "「four five six」",
        "〝seven eight nine〞",
    ]
