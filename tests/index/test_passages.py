"""The passages of an article are a partition of its text."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article, Span
from index.passages import MAX_CHARS, cut
from index.sentences import paragraphs, sentences, trimmed

words = st.text(alphabet=st.sampled_from('aZ .!?"“”\n\u2028\u00a0é中\U0001f600\x00'), max_size=2500) | st.text(
    max_size=300
)


@given(words, st.integers(0, 40))
def test_passages_joined_are_the_text(text: str, body: int) -> None:
    found = cut(Article(source="s", text=text, title="t", body=min(body, len(text))))
    assert "".join(p.text for p in found) == text
    assert all(text[p.start : p.end] == p.text and 0 < len(p.text) <= MAX_CHARS for p in found)
    assert all(a.end == b.start for a, b in itertools.pairwise(found))


@given(words)
def test_sentences_and_paragraphs_joined_are_the_text(text: str) -> None:
    for found in (sentences(text), paragraphs(text)):
        assert "".join(text[start:end] for start, end in found) == text


def test_long_paragraphs_are_cut_between_sentences() -> None:
    sentence = "Mr. Verel of the U.S. delegation said nothing at all. "
    found = cut(Article(source="s", text=sentence * 20, title="t"))
    assert [p.text for p in found] == [sentence * 11, sentence * 9]


def test_short_paragraphs_are_put_together_up_to_the_limit() -> None:
    paragraph = "x" * 198 + "\n\n"
    assert [len(p.text) for p in cut(Article(source="s", text=paragraph * 4, title="t"))] == [600, 200]


def test_the_header_is_a_passage_of_its_own() -> None:
    found = cut(Article(source="s", text=" date 2024-03-05 Words.", title="t", body=17))
    assert [p.text for p in found] == [" date 2024-03-05 ", "Words."]


def test_sentences_end_where_readers_end_them() -> None:
    text = 'Gov. Ada Quill met U.S. envoys. "No. We will not," she said.\n\nThat was all.'
    assert [text[a:b] for a, b in sentences(text)] == [
        "Gov. Ada Quill met U.S. envoys. ",
        '"No. ',
        'We will not," she said.\n\n',
        "That was all.",
    ]
    assert trimmed("  a b \n", Span(0, 7)) == Span(2, 5)


def test_a_title_before_a_name_ends_no_sentence() -> None:
    told = ["Quill named Del. Mara Voss. ", "Voss met the President. ", "“Supt. Bo Lind met ex-Gov. Olle Brandt.”"]
    text = "".join(told)
    assert [text[a:b] for a, b in sentences(text)] == told


def test_sentences_end_after_marks_of_two_apostrophes() -> None:
    text = "Oram streamed ''The Ferry.'' Elsin paid. ''It is good,'' he said. ''We like it.'' She left."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Oram streamed ''The Ferry.'' ",
        "Elsin paid. ",
        "''It is good,'' he said. ",
        "''We like it.'' ",
        "She left.",
    ]
