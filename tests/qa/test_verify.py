"""Nothing passes that the cited words do not bear out: each check as a table, sentence -> passes or why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from index import Article, ArticleNotFound, Excerpt, Span, Statement
from index.sentences import sentences
from index.statements import find_statements
from qa.answer import Answer, Citation, Claim, remark
from qa.verify import Reason, verify

FAIR = Article(
    "town/fair",
    "“The fair will open on 7 June, and nobody will pay more than five crowns,” Mayor Clara Weaver said. "
    "“It will not be small.”\n\n"
    "Peter Lind, a baker in Port Elsin, said that the fair may cost the town 41 million crowns, or 5 percent of its "
    "income. He warned that bread could get dear.\n\n"
    "The harbour closed at noon. Weaver did not say when it would open again. 'We are lost,' said Martin Roe, a "
    "fisherman. “My sister calls it ‘a wet grave’ and I have not slept,” he added.\n\n"
    "Helen Ash opened the market in April. “Onions are gold,” Ash said. “Leeks are silver,” Lind replied.\n\n"
    "Roe sued Ash in 1998. The court ordered Ash to pay Roe $3 billion. Lind beat Roe in the race for mayor by 12 "
    "votes. The mill was built by Ash's firm. Ash voted against the toll. Two of three traders backed the toll, Roe "
    "said. King Odo II visited the school before the war.",
    "Port Elsin gets a fair",
    date(2024, 3, 5),
    "Harbour Gazette",
)


class Texts:
    def __init__(self, *articles: Article):
        self.all = {a.id: a for a in articles}

    def article(self, id_or_source: str, /) -> Article:
        if id_or_source not in self.all:
            raise ArticleNotFound(id_or_source)
        return self.all[id_or_source]

    def statements(self, id_or_source: str, /) -> list[Statement]:
        return find_statements(self.all[id_or_source])

    def sentences(self, id_or_source: str, /) -> list[Span]:
        return sentences(self.all[id_or_source].text)


TEXTS = Texts(FAIR)
MODEL = "openai:made-up"
OPENS = FAIR.text[: FAIR.text.index("\n\nPeter")]
COSTS = FAIR.text[FAIR.text.index("Peter") : FAIR.text.index("\n\nThe harbour")]
DEAR = "He warned that bread could get dear."
CLOSED = "The harbour closed at noon. Weaver did not say when it would open again."
LOST = "'We are lost,' said Martin Roe, a fisherman. “My sister calls it ‘a wet grave’ and I have not slept,” he added."
TRIAL = FAIR.text[FAIR.text.index("Roe sued") :]
MARKET = "Helen Ash opened the market in April. “Onions are gold,” Ash said. “Leeks are silver,” Lind replied."


def cite(words: str, number: int = 1) -> Citation:
    start = FAIR.text.index(words)
    return Citation.at(FAIR, Excerpt(start, start + len(words), words), number)


def written(sentence: str, *cited: Citation) -> Claim:
    """What a chat model wrote."""
    return Claim("excerpt", citations=cited, sentence=sentence, writer=MODEL)


def why(sentence: str, *cited: str) -> str | None:
    """Why a sentence does not pass, None where it does."""
    claim = written(sentence, *(cite(words, n) for n, words in enumerate(cited, 1)))
    answer = verify(Answer("?", (claim,), "answered", MODEL), TEXTS)
    assert [c.sentence for c in answer.claims] == [sentence] or answer.left_out
    return answer.left_out[0].reason if answer.left_out else None


@pytest.mark.parametrize(
    ("sentence", "cited", "reason"),
    [
        # What is only reported of somebody is not between marks as his words.
        ("Peter Lind said: “the fair may cost the town 41 million crowns.”", COSTS, Reason.REPORTED),
        ("Peter Lind said that the fair “may cost the town 41 million crowns.”", COSTS, Reason.REPORTED),
        ("Peter Lind said that the fair may cost the town 41 million crowns.", COSTS, None),
        # Quotations, whatever their marks.
        ("Clara Weaver said: “It will not be small.”", OPENS, None),
        ('Clara Weaver said: "It will not be small."', OPENS, None),
        ("Clara Weaver said: 'It will not be small.'", OPENS, None),
        ("Clara Weaver said: ‘It will not be small.’", OPENS, None),
        ("Clara Weaver said: «It will not be small.»", OPENS, None),
        ("Clara Weaver said: ''It will not be small.''", OPENS, None),
        ("Clara Weaver said:\n> It will not be small.", OPENS, None),
        ("Clara Weaver said: “It  will\nnot be small”.", OPENS, None),
        ("Martin Roe added: “My sister calls it 'a wet grave' and I have not slept.”", LOST, None),
        ("Clara Weaver said: “It will not be tiny.”", OPENS, Reason.ALTERED),
        ('Clara Weaver said: "It will be small."', OPENS, Reason.ALTERED),
        ("Clara Weaver said: 'It will surely not be small.'", OPENS, Reason.ALTERED),
        ("Clara Weaver said: ‘It won’t be small.’", OPENS, Reason.ALTERED),
        ("Clara Weaver said: «It is not small.»", OPENS, Reason.ALTERED),
        ("Clara Weaver said: ''It shall not be small.''", OPENS, Reason.ALTERED),
        ("Clara Weaver said: „It will not be small.“", OPENS, None),
        ("Clara Weaver said: „It shall not be small.“", OPENS, Reason.ALTERED),
        ("Clara Weaver said:\n> It shall not\n> be small.", OPENS, Reason.ALTERED),
        ("Clara Weaver said: “It shall not be small.", OPENS, Reason.ALTERED),
        ("Clara Weaver said: “The fair will open … It will not be small.”", OPENS, None),
        ("Clara Weaver said: “It will not be small … The fair will open.”", OPENS, Reason.ALTERED),
        ("Clara Weaver said: “It will … be small.”", OPENS, Reason.ALTERED),
        ("Clara Weaver said: “It will.”", OPENS, Reason.ALTERED),
        ("Clara Weaver said: “It will [surely] … be small.”", OPENS, Reason.ALTERED),
        ("Helen Ash said: “Onions are [pure] gold.”", MARKET, Reason.UNSUPPORTED),
        ("Helen Ash said: “Onions are [not] gold.”", MARKET, Reason.ALTERED),
        ("Helen Ash said: “Onions [may be] gold.”", MARKET, Reason.ALTERED),
        ("Helen Ash said: “Onions are gold … Leeks are silver.”", MARKET, Reason.SPEAKER),
        ("Helen Ash said: “Onions are gold. Leeks are silver.”", MARKET, Reason.ALTERED),
        # By whom.
        ("Helen Ash said: “Onions are gold.”", MARKET, None),
        ("Peter Lind said: “Onions are gold.”", MARKET, Reason.SPEAKER),
        ("“Onions are gold,” according to Lind.", MARKET, Reason.SPEAKER),
        ("Lind: “Onions are gold.”", MARKET, Reason.SPEAKER),
        ("Onions are “gold” this year.", MARKET, Reason.UNATTRIBUTED),
        ("Weaver's baker said: “It will not be small.”", OPENS, Reason.SPEAKER),
        ("The mayor said: “It will not be small.”", OPENS, None),
        ("A baker warned that bread could get dear.", COSTS, None),
        ("Martin Roe warned that bread could get dear.", COSTS, Reason.NAME),
        # Numbers, amounts, percentages, dates.
        ("Lind said the fair may cost 5% of the town's income.", COSTS, None),
        ("Lind said the fair may cost five per cent of the town's income.", COSTS, None),
        ("Lind said the fair may cost 6% of the town's income.", COSTS, Reason.NUMBER),
        ("Lind said the fair may cost 5 crowns of the town's income.", COSTS, Reason.NUMBER),
        ("Lind said the fair may cost the town 41m crowns.", COSTS, None),
        ("Lind said the fair may cost the town 14 million crowns.", COSTS, Reason.NUMBER),
        ("Weaver said that the fair will open on June 7.", OPENS, None),
        ("Weaver said that the fair will open on June 8.", OPENS, Reason.NUMBER),
        ("Weaver said on 5 March 2024 that the fair will open on 7 June.", OPENS, None),
        ("Helen Ash opened the market in May 2024.", MARKET, Reason.NUMBER),
        ("Helen Ash opened the market in October.", MARKET, Reason.NAME),
        # Names and places.
        ("Lind, of Port Elsin, said that the fair may cost the town 41 million crowns.", COSTS, None),
        ("Lind, of Port Tarn, said that the fair may cost the town 41 million crowns.", COSTS, Reason.NAME),
        ("Gerald Lind said that the fair may cost the town 41 million crowns.", COSTS, Reason.NAME),
        ("Helen Lind opened the market in April.", MARKET, Reason.NAME),
        # Whose claim it is.
        ("The harbour closed at noon.", CLOSED, None),
        ("The fair may cost the town 41 million crowns.", COSTS, Reason.UNATTRIBUTED),
        ("Bread could get dear.", DEAR, Reason.UNATTRIBUTED),
        # Negation and modality.
        ("Weaver did not say when the harbour would open again.", CLOSED, None),
        ("Weaver said when the harbour would open again.", CLOSED, Reason.MOOD),
        ("The harbour never closed at noon.", CLOSED, Reason.MOOD),
        ("Lind said that the fair will “cost the town 41 million crowns”.", COSTS, Reason.MOOD),
        ("Weaver said that the fair will “be small”.", OPENS, Reason.MOOD),
        ("Lind said that the fair will cost the town 41 million crowns.", COSTS, Reason.MOOD),
        ("Lind said that the fair may not cost the town 41 million crowns.", COSTS, Reason.MOOD),
        ("Weaver said that the fair may open on 7 June.", OPENS, Reason.MOOD),
        # Marks and support.
        ("The harbour closed at noon [7].", CLOSED, Reason.NO_SUCH_MARK),
        ("Clara Weaver was born on a ship and loves the sea.", OPENS, Reason.UNSUPPORTED),
        ("Helen Ash opened the market in April.", CLOSED, Reason.NAME),
        ("I cannot find an answer.", OPENS, Reason.UNSUPPORTED),
        ("There is no answer here.", OPENS, Reason.UNSUPPORTED),
        ("I do not know who opened the market in April.", MARKET, Reason.MOOD),
        ("I have closed the harbour at noon.", CLOSED, Reason.UNSUPPORTED),
        ("The article does not say when the fair will open.", OPENS, Reason.MOOD),
        ("The harbour.", CLOSED, Reason.UNSUPPORTED),
        ("The harbour closed.", CLOSED, None),
        ("The harbour closed at noon for sheer boredom.", CLOSED, Reason.UNSUPPORTED),
        ("Weaver said that the fair will close on 7 June.", OPENS, Reason.UNSUPPORTED),
        ("Helen Ash shunned the market in April.", MARKET, Reason.UNSUPPORTED),
        # One foreign word is one too many; a word that only joins others is none.
        ("However, Helen Ash opened the market in April.", MARKET, None),
        ("Helen Ash secretly opened the market in April.", MARKET, Reason.UNSUPPORTED),
        ("Helen Ash only opened the market in April.", MARKET, Reason.UNSUPPORTED),
        ("Lind, a butcher in Port Elsin, said that the fair may cost the town 41 million crowns.", COSTS,
         Reason.UNSUPPORTED),
        ("Lind said that the fair may cost the bank 41 million crowns.", COSTS, Reason.UNSUPPORTED),
        ("Lind condemned that the fair may cost the town 41 million crowns.", COSTS, Reason.UNSUPPORTED),
        ("The harbour closed at noon because Roe is lost.", f"{CLOSED} {LOST}", Reason.UNSUPPORTED),
        ("King Odo II visited the school after the war.", TRIAL, Reason.MOOD),
        ("King Odo III visited the school.", TRIAL, Reason.NAME),
        ("Ash voted for the toll.", TRIAL, Reason.MOOD),
        ("All traders backed the toll, Roe said.", TRIAL, Reason.UNSUPPORTED),
        # Who does it to whom.
        ("Ash was sued by Roe in 1998.", TRIAL, None),
        ("Ash's firm built the mill.", TRIAL, None),
        ("Ash sued Roe in 1998.", TRIAL, Reason.ROLES),
        ("Roe was sued by Ash in 1998.", TRIAL, Reason.ROLES),
        ("Roe was sued in 1998.", TRIAL, Reason.ROLES),
        ("Roe beat Lind in the race for mayor.", TRIAL, Reason.ROLES),
        ("The court ordered Roe to pay Ash $3 billion.", TRIAL, Reason.ROLES),
        ("Lind said that the town may cost the fair 41 million crowns.", COSTS, Reason.ROLES),
        # What is counted.
        ("Lind beat Roe by twelve votes.", TRIAL, None),
        ("The court ordered Ash to pay Roe $3bn.", TRIAL, None),
        ("The court ordered Ash to pay Roe €3bn.", TRIAL, Reason.NUMBER),
        ("The court ordered Ash to pay Roe half of $3 billion.", TRIAL, Reason.NUMBER),
        ("Lind beat Roe by -12 votes.", TRIAL, Reason.NUMBER),
        ("Lind beat Roe by 1,2 votes.", TRIAL, Reason.NUMBER),
        ("Lind beat Roe in the 12th race for mayor.", TRIAL, Reason.NUMBER),
        ("Lind said that 41 million bakers may cost the town its income.", COSTS, Reason.NUMBER),
        # Whose words they are, put together from several.
        ("Helen Ash replied that onions are silver.", MARKET, Reason.UNSUPPORTED),
        ("Martin Roe said that the harbour closed at noon.", f"{CLOSED} {LOST}", Reason.SPEAKER),
        ("The fair will not be small.", OPENS, Reason.UNATTRIBUTED),
        # What joins the middles of two sentences.
        ("Clara Weaver said: “The fair will … not be small.”", OPENS, Reason.ALTERED),
        ("Clara Weaver said: ❝It will be small.❞", OPENS, Reason.ALTERED),
        ("Clara Weaver said: 「It will be small.」", OPENS, Reason.ALTERED),
        # A whole sentence of the article, as it is.
        ("Helen Ash opened the market in April.", MARKET, None),
        ("Two of three traders backed the toll, Roe said.", TRIAL, None),
        # Text that wants to be more than text.
        ("The harbour closed at noon ![x](http://127.0.0.1/x.png).", CLOSED, Reason.MARKUP),
        ("The harbour [closed](https://example.invalid) at noon.", CLOSED, Reason.MARKUP),
        ("The harbour closed at noon <script>alert(1)</script>.", CLOSED, Reason.MARKUP),
    ],
)  # fmt: skip
def test_a_sentence_passes_or_is_told_why_not(sentence: str, cited: str, reason: Reason | None) -> None:
    assert why(sentence, cited) == reason


def test_what_cites_nothing_is_our_own_remark_or_does_not_pass() -> None:
    ours = remark("The archive holds statements by Clara Weaver, but none about onions.")
    assert verify(Answer("?", (ours,)), TEXTS).claims == (ours,)
    assert verify(Answer("?", (replace(ours, writer=MODEL),)), TEXTS).left_out[0].reason == Reason.UNCITED


def test_a_citation_shows_what_the_article_has() -> None:
    good = cite(CLOSED)
    moved, anothers = replace(good, start=good.start + 1), replace(good, speaker="Peter Lind")
    for wrong in (moved, anothers, replace(good, article="?"), replace(good, page=1), replace(good, ocr=True)):
        answer = verify(Answer("?", (written("The harbour closed at noon.", wrong),), "answered"), TEXTS)
        assert (answer.claims, answer.found, answer.left_out[0].reason) == ((), False, Reason.INEXACT)


def test_the_cited_statements_own_words_stand_in_for_what_fails() -> None:
    claim = written("Peter Lind said: “It will be small.”", cite(OPENS))
    answer = verify(Answer("?", (claim,), "answered", MODEL), TEXTS)
    (own,) = answer.claims
    assert (own.kind, own.speaker, own.writer) == ("quoted", "Clara Weaver", "extractive")
    assert own.quotes == (
        "The fair will open on 7 June, and nobody will pay more than five crowns,", "It will not be small."
    )  # fmt: skip
    assert (answer.left_out[0].text, answer.left_out[0].replaced) == (claim.text, True)
    assert verify(answer, TEXTS).claims == answer.claims


def test_what_stands_in_of_a_report_passes_again() -> None:
    claim = written("Peter Lind said that bread will be free.", cite(DEAR))
    for title in ("Port Elsin gets a fair", "The fair"):
        fair = replace(FAIR, title=title)
        cited = replace(claim, citations=(replace(claim.citations[0], title=title),))
        answer = verify(Answer("?", (cited,), "answered", MODEL), Texts(fair))
        assert (len(answer.claims), len(answer.left_out)) == (1, 1)
        assert (answer.claims[0].kind, answer.claims[0].published) == ("reported", date(2024, 3, 5))
        assert verify(answer, Texts(fair)) == answer


def test_what_stands_in_is_shown_once() -> None:
    claims = tuple(written(f"Peter Lind said: “It will be {how}.”", cite(OPENS)) for how in ("small", "dull"))
    answer = verify(Answer("?", claims, "answered", MODEL), TEXTS)
    assert (len(answer.claims), len(answer.left_out)) == (1, 2)
    whole = written(f"Weaver said: “{OPENS[1 : OPENS.index('”')]}” and “It will not be small.”", cite(OPENS))
    answer = verify(Answer("?", (whole, *claims), "answered", MODEL), TEXTS)
    assert ([c.text for c in answer.claims], len(answer.left_out)) == ([whole.text], 2)


def test_where_no_statement_is_cited_a_claim_is_left_out() -> None:
    claim = written("The harbour closed at midnight on Monday.", cite("The harbour closed at noon."))
    answer = verify(Answer("?", (claim,), "answered", MODEL), TEXTS)
    assert (answer.claims, answer.found, answer.left_out[0].replaced) == ((), False, False)


def test_she_is_whom_the_claim_before_names() -> None:
    ash = written("Helen Ash said: “Onions are gold.”", cite(MARKET))
    she = written("She said: “It will not be small.”", cite(OPENS, 2))
    first = verify(Answer("?", (ash,), "answered", MODEL), TEXTS)
    assert verify(Answer("?", (she,), "answered", MODEL), TEXTS, first).left_out[0].reason == Reason.SPEAKER
    assert verify(Answer("?", (ash, she), "answered", MODEL), TEXTS).left_out[0].reason == Reason.SPEAKER
    weaver = written("Clara Weaver said: “The fair will open on 7 June.”", cite(OPENS))
    assert verify(Answer("?", (weaver, she), "answered", MODEL), TEXTS).left_out == ()


def test_two_peoples_words_are_not_joined_across_citations() -> None:
    joined = "Helen Ash said: “Onions are gold” and “It will not be small.”"
    assert why(joined, MARKET, OPENS) == Reason.SPEAKER


def test_what_a_model_s_sentence_is_is_told_once_it_has_passed() -> None:
    for sentence, kind, speaker in (
        ("Clara Weaver said: “It will not be small.”", "quoted", "Clara Weaver"),
        ("Clara Weaver said that it will not be small.", "reported", "Clara Weaver"),
    ):
        (claim,) = verify(Answer("?", (written(sentence, cite(OPENS)),), "answered", MODEL), TEXTS).claims
        assert (claim.kind, claim.speaker, claim.text) == (kind, speaker, f"{sentence} [1]")
    (closed,) = verify(
        Answer("?", (written("The harbour closed at noon.", cite(CLOSED)),), "answered", MODEL), TEXTS
    ).claims
    assert (closed.kind, closed.speaker) == ("excerpt", None)
