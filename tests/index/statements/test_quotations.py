"""Quotation marks -> what stands between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.statements.quotations import find_quotations

# kind, text, [(with its marks, inside, closed)]
KINDS: list[tuple[str, str, list[tuple[str, str, bool]]]] = [
    ("none", "It is late.", []),
    ("straight", 'He said "it is late" twice.', [('"it is late"', "it is late", True)]),
    ("curly", "He said “it is late” twice.", [("“it is late”", "it is late", True)]),
    ("angled", "He said «it is late» twice.", [("«it is late»", "it is late", True)]),
    ("low", "He said „it is late“ twice.", [("„it is late“", "it is late", True)]),
    ("doubled", "He said ''it is late'' twice.", [("''it is late''", "it is late", True)]),
    ("backquotes", "He said ``it is late'' twice.", [("``it is late''", "it is late", True)]),
    ("curly opened, straight closed", '“It is late," he said.', [('“It is late,"', "It is late,", True)]),
    ("straight opened, curly closed", '"It is late,” he said.', [('"It is late,”', "It is late,", True)]),
    ("two", '"It is," he said, "late."', [('"It is,"', "It is,", True), ('"late."', "late.", True)]),
    ("single outside", "‘It is late,’ he said.", [("‘It is late,’", "It is late,", True)]),
    ("straight single outside", "'It is late,' he said.", [("'It is late,'", "It is late,", True)]),
    ("single inside", "“He said ‘no’ to me.”", [("“He said ‘no’ to me.”", "He said ‘no’ to me.", True)]),
    ("double inside curly", "“He said “no” to me.”", [("“He said “no” to me.”", "He said “no” to me.", True)]),
    ("apostrophes", "It’s the Quills’ bridge, and they don't care 'bout it.", []),
    ("decades and inches", "In the '90s he was 6'2\" tall.", []),
    ("empty", 'He said "" and “ ”.', []),
    ("space inside", '" It is late. "', []),
    ("a stray closing mark", "It is late.” He left.", []),
    ("missing closing mark", "“It is late.\n\nHe left.", [("“It is late.", "It is late.", False)]),
    ("missing before the cue", "“It is late, he said and left.", [("“It is late,", "It is late,", False)]),
    (
        "missing before the next",
        '"It is late. "He left."',
        [('"It is late.', "It is late.", False), ('"He left."', "He left.", True)],
    ),
    (
        "several paragraphs",
        "“It is late.\n\n“It is dark.”",
        [("“It is late.", "It is late.", False), ("“It is dark.”", "It is dark.", True)],
    ),
    (
        "one line break",
        "“It is late.\n“It is dark.”",
        [("“It is late.", "It is late.", False), ("“It is dark.”", "It is dark.", True)],
    ),
    (
        "closed a paragraph later",
        "“It is late:\nDark.”",
        [("“It is late:", "It is late:", False), ("Dark.”", "Dark.", True)],
    ),
    ("broken lines", "He said “it\nis late” twice.", [("“it\nis late”", "it\nis late", True)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [(text, rows) for _, text, rows in KINDS], ids=[k for k, _, _ in KINDS])
def test_kinds_of_quotation(text: str, expected: list[tuple[str, str, bool]]) -> None:
    found = [(text[q.start : q.end], text[slice(*q.inside)], q.closed) for q in find_quotations(text)]
    assert found == expected


@given(st.text(alphabet="ab A.,!\n\"'“”‘’«»„`:7").filter(str.strip), st.integers(0, 5))
def test_any_text_gives_quotations_in_order(text: str, start: int) -> None:
    end, is_open = min(start, len(text)), False
    for q in find_quotations(text, end):
        goes_on = is_open and not text[end : q.start].strip()
        assert end <= q.start < q.inside.start + goes_on
        assert q.inside.start < q.inside.end <= q.end <= len(text)
        assert text[slice(*q.inside)].strip() == text[slice(*q.inside)]
        end, is_open = q.end, not q.closed
