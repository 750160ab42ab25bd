"""Laws that hold for the statements of any text: they are exact, and stand where they say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article
from index.statements import find_statements


def article(text: str, body: int = 0) -> Article:
    return Article(source="test", text=text, title="Test", body=body)


def test_nothing_before_the_body_is_a_statement() -> None:
    text = "“Out of sight,” said Mara Quill. Peter Ash said it was late."
    body = text.index("Peter")
    assert [(s.start, s.speaker) for s in find_statements(article(text, body))] == [(body, "Peter Ash")]


def test_an_endless_sentence_is_left_alone() -> None:
    assert find_statements(article("Peter Ash said " + "one and " * 200_000)) == []


WORDS = """“ ” " ' ‘ ’ « » „ '' `` , . : ; ! ? - – — ( ) 😀 ﬁ said told who that he She ASH: Q: Mr. U.S. Mara Quill
    Peter Ash bridge is safe according to claim"""
PIECES = st.sampled_from([*WORDS.split(), "\n", "\n\n", " ", "\u00a0", "\u2028", "e\u0301", "\x00"])
TEXTS = st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES, max_size=40).map("".join), st.text())


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 20))
def test_any_text_gives_exact_statements(text: str, body: int) -> None:
    one = article(text, min(body, len(text)))
    found = find_statements(one)
    for s in found:
        assert one.body <= s.start < s.end <= len(text)
        assert s.text == text[s.start : s.end]
        assert s.text.strip() == s.text
        assert s.content
        for span in (*s.content, *s.quotes):
            assert one.body <= span.start < span.end <= len(text)
        assert all(a.end <= b.start for a, b in zip(s.content, s.content[1:], strict=False))
        for start, end in s.quotes:
            assert any(first <= start and end <= last for first, last in s.content)
        for excerpt in filter(None, (s.mention, s.cue)):
            assert one.body <= excerpt.start < excerpt.end
            assert excerpt.text == text[excerpt.start : excerpt.end]
    assert len({s.content for s in found}) == len(found)
