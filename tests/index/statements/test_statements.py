"""Who said what: a table of every kind of statement, the seed article whole, and laws that hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.article import Article, Span, Statement
from index.statements import find_all, find_statements

SEED = Path(__file__).parents[3] / "seeds" / "gantz-washington-visit.txt"

# Each kind of statement: its name, a text (¶ for a line break), and for each statement in it: speaker | role | mention
# | cue | direct or reported | what was said | the quotes in it | the sentences it stands in, if not the whole text.
TABLE = """
= quotation before its cue
Mara Quill, the mayor of Oldford, opened the bridge. “The bridge is safe,” Quill said.
> Mara Quill | mayor of Oldford | Quill | said | direct | “The bridge is safe,” | The bridge is safe, | “The bridge is safe,” Quill said.

= quotation after its cue
Mara Quill opened the bridge. Quill said: “The bridge is safe.”
> Mara Quill | None | Quill | said | direct | “The bridge is safe.” | The bridge is safe. | Quill said: “The bridge is safe.”

= inverted
“The bridge is safe,” said Mara Quill, the mayor of Oldford, on Monday.
> Mara Quill | mayor of Oldford | Mara Quill, the mayor of Oldford | said | direct | “The bridge is safe,” | The bridge is safe,

= quotation around its cue
“The bridge,” said Mara Quill, “is safe.”
> Mara Quill | None | Mara Quill | said | direct | “The bridge,” + “is safe.” | The bridge, + is safe.

= goes on after its cue
“The bridge is safe,” Mara Quill said. “It will stay open. I promise.”
> Mara Quill | None | Mara Quill | said | direct | “The bridge is safe,” + “It will stay open. I promise.” | The bridge is safe, + It will stay open. I promise.

= several paragraphs
“The bridge is safe,” Mara Quill said.¶¶“It was built in May.¶¶“It will stand for years.”¶¶Traffic was light.
> Mara Quill | None | Mara Quill | said | direct | “The bridge is safe,” + “It was built in May. + “It will stand for years.” | The bridge is safe, + It was built in May. + It will stand for years. | “The bridge is safe,” Mara Quill said.¶¶“It was built in May.¶¶“It will stand for years.”

= announced with a colon
The Oldford Gazette reports:¶¶"The bridge is safe. It was built in May."¶¶Traffic was light.
> Oldford Gazette | None | The Oldford Gazette | reports | direct | "The bridge is safe. It was built in May." | The bridge is safe. It was built in May. | The Oldford Gazette reports:¶¶"The bridge is safe. It was built in May."

= belongs to the speaker before
Mara Quill walked over the bridge and said it was safe. “I would not lie.”
> Mara Quill | None | Mara Quill | said | direct | it was safe + “I would not lie.” | I would not lie.

= he added
Peter Ash, a builder, said the bridge was safe. He added that it would last.
> Peter Ash | builder | Peter Ash, a builder | said | reported | the bridge was safe | - | Peter Ash, a builder, said the bridge was safe.
> Peter Ash | builder | He | added | reported | that it would last | - | He added that it would last.

= she also said
Mara Quill opened the bridge. She also said, “It is safe.”
> Mara Quill | None | She | said | direct | “It is safe.” | It is safe. | She also said, “It is safe.”

= the senator told reporters
Senator Mara Quill opened the bridge. The senator told reporters that it was safe.
> Mara Quill | Senator | The senator | told | reported | that it was safe | - | The senator told reporters that it was safe.

= according to
The bridge is safe, according to Mara Quill.
> Mara Quill | None | Mara Quill | according to | reported | The bridge is safe | -

= according to, first
According to Mara Quill, the bridge is safe.
> Mara Quill | None | Mara Quill | According to | reported | the bridge is safe | -

= according to, quoted
According to sources close to Quill, “the bridge is safe.”
> sources close to Quill | None | sources close to Quill | According to | direct | “the bridge is safe.” | the bridge is safe.

= reported with that
Mara Quill said that the bridge was safe.
> Mara Quill | None | Mara Quill | said | reported | that the bridge was safe | -

= reported without that
Mara Quill said the bridge was safe.
> Mara Quill | None | Mara Quill | said | reported | the bridge was safe | -

= reported, cue inserted
The bridge, Mara Quill said, is safe.
> Mara Quill | None | Mara Quill | said | reported | The bridge + is safe | -

= mixed
Mara Quill said the bridge was “a disaster”.
> Mara Quill | None | Mara Quill | said | reported | the bridge was “a disaster” | a disaster

= nested
Mara Quill said that Peter Ash had told her the bridge was closed.
> Mara Quill | None | Mara Quill | said | reported | that Peter Ash had told her the bridge was closed | -
> Peter Ash | None | Peter Ash | told | reported | the bridge was closed | -

= report of a report
The Gazette reported that Peter Ash told reporters the bridge was closed.
> Gazette | None | The Gazette | reported | reported | that Peter Ash told reporters the bridge was closed | -
> Peter Ash | None | Peter Ash | told | reported | the bridge was closed | -

= question and answer
Poe asked whether the bridge was safe, to which Ash replied: “No. It never was.”
> Poe | None | Poe | asked | reported | whether the bridge was safe | -
> Ash | None | Ash | replied | direct | “No. It never was.” | No. It never was.

= two verbs
Peter Ash said the bridge was safe, adding that it would last.
> Peter Ash | None | Peter Ash | said | reported | the bridge was safe | -
> Peter Ash | None | Peter Ash | adding | reported | that it would last | -

= a speaker in somebody's quotation
According to Peter Ash, “Mara Quill told me that the bridge was closed.”
> Peter Ash | None | Peter Ash | According to | direct | “Mara Quill told me that the bridge was closed.” | Mara Quill told me that the bridge was closed.
> Mara Quill | None | Mara Quill | told | reported | that the bridge was closed | -

= tweet
Peter Ash tweeted: “The bridge is safe!”
> Peter Ash | None | Peter Ash | tweeted | direct | “The bridge is safe!” | The bridge is safe!

= in writing
“The bridge is safe,” Peter Ash wrote in a letter to the council.
> Peter Ash | None | Peter Ash | wrote | direct | “The bridge is safe,” | The bridge is safe,

= statement saying
Peter Ash issued a statement saying the bridge was safe.
> Peter Ash | None | Peter Ash | saying | reported | the bridge was safe | -

= interview
Q: Is the bridge safe?¶¶A: It is. I built it.
> None | None | Q | : | direct | Is the bridge safe? | Is the bridge safe? | Q: Is the bridge safe?
> None | None | A | : | direct | It is. I built it. | It is. I built it. | A: It is. I built it.

= transcript
QUILL: Is the bridge safe?¶¶ASH: It is. I built it.¶¶QUILL: Thank you.
> QUILL | None | QUILL | : | direct | Is the bridge safe? | Is the bridge safe? | QUILL: Is the bridge safe?
> ASH | None | ASH | : | direct | It is. I built it. | It is. I built it. | ASH: It is. I built it.
> QUILL | None | QUILL | : | direct | Thank you. | Thank you. | QUILL: Thank you.

= headline
Quill: The Bridge Is Safe¶¶Mara Quill opened it on Monday.
> Mara Quill | None | Quill | : | reported | The Bridge Is Safe | - | Quill: The Bridge Is Safe

= group
Two officials said the bridge was safe.
> Two officials | None | Two officials | said | reported | the bridge was safe | -

= office
The ministry announced that the bridge was safe.
> The ministry | None | The ministry | announced | reported | that the bridge was safe | -

= document
A report found that the bridge was safe.
> A report | None | A report | found | reported | that the bridge was safe | -

= institution
The White House said the bridge was safe.
> White House | None | The White House | said | reported | the bridge was safe | -

= passive without a speaker
Peter Ash was told that the bridge was closed.
> None | None | None | told | reported | that the bridge was closed | -

= passive with a speaker
Poe was asked by a reporter whether the bridge was closed.
> a reporter | None | a reporter | asked | reported | whether the bridge was closed | -

= passive reproach
Peter Ash has been criticized for closing the bridge.
> None | None | None | criticized | reported | Peter Ash + for closing the bridge | -

= to somebody, not about something
Peter Ash responded on Twitter and will discuss in May.

= denial
Peter Ash denied that the bridge was closed.
> Peter Ash | None | Peter Ash | denied | reported | that the bridge was closed | -

= refusal
Peter Ash declined to comment.

= refusal to say
Peter Ash declined to say whether the bridge was safe.

= not told
Peter Ash stopped short of saying that the bridge was safe. He failed to say whether it was closed.

= asked, then said
Asked about the bridge, Mayor Mara Quill said it was safe.
> Mara Quill | Mayor | Mayor Mara Quill | said | reported | it was safe | -

= not said
Peter Ash did not say that the bridge was safe. He never said the bridge was closed.

= quoted after no cue
Peter Ash spoke in a video. “The bridge is safe. I built it.”

= set off, then quoted
Peter Ash said in a statement. “The bridge is safe. I built it.”
> Peter Ash | None | Peter Ash | said | direct | “The bridge is safe. I built it.” | The bridge is safe. I built it.

= as somebody said
As Peter Ash noted, the bridge is safe.
> Peter Ash | None | Peter Ash | noted | reported | the bridge is safe | -

= at the end
The bridge may well be safe, Peter Ash told reporters.
> Peter Ash | None | Peter Ash | told | reported | The bridge may well be safe | -

= praise
Peter Ash praised the work of the council.
> Peter Ash | None | Peter Ash | praised | reported | the work of the council | -

= promise
Peter Ash vowed to rebuild the bridge.
> Peter Ash | None | Peter Ash | vowed | reported | to rebuild the bridge | -

= call
Peter Ash called on the council to close the bridge.
> Peter Ash | None | Peter Ash | called | reported | to close the bridge | -

= noun
The council rejected Peter Ash's claim that the bridge was safe.
> The council | None | The council | rejected | reported | Peter Ash's claim that the bridge was safe | -
> Peter Ash | None | Peter Ash's | claim | reported | that the bridge was safe | -

= straight
"The bridge is safe," Peter Ash said.
> Peter Ash | None | Peter Ash | said | direct | "The bridge is safe," | The bridge is safe,

= doubled
''The bridge is safe,'' Peter Ash said.
> Peter Ash | None | Peter Ash | said | direct | ''The bridge is safe,'' | The bridge is safe,

= single outside
‘The bridge is safe,’ Peter Ash said.
> Peter Ash | None | Peter Ash | said | direct | ‘The bridge is safe,’ | The bridge is safe,

= single inside
“They said ‘stop’ to me,” Peter Ash said.
> Peter Ash | None | Peter Ash | said | direct | “They said ‘stop’ to me,” | They said ‘stop’ to me,

= mixed marks
“The bridge is safe," Peter Ash said.
> Peter Ash | None | Peter Ash | said | direct | “The bridge is safe," | The bridge is safe,

= ends in an exclamation mark
“Close it!” Peter Ash shouted.
> Peter Ash | None | Peter Ash | shouted | direct | “Close it!” | Close it!

= scare quotes
The so-called “expert” opened the bridge.

= title of a work
Peter Ash wrote “The Bridge” in 1990.

= names in marks
Peter “Rocky” Ash opened the bridge.

= author asserts
The bridge is safe. It was built in May.

= last name
Mara Quill and her brother Peter Quill came. “It is safe,” Mara Quill said. Peter Quill said it was not.
> Mara Quill | None | Mara Quill | said | direct | “It is safe,” | It is safe, | “It is safe,” Mara Quill said.
> Peter Quill | brother | Peter Quill | said | reported | it was not | - | Peter Quill said it was not.

= missing closing mark
“The bridge is safe, Peter Ash said on Monday.
> Peter Ash | None | Peter Ash | said | direct | “The bridge is safe, | The bridge is safe,

= names not told apart
Mara Quill and Peter Quill came. Quill said it was safe.
> Quill | None | Quill | said | reported | it was safe | - | Quill said it was safe.

= pronoun by gender
Mara Quill met Peter Ash on the bridge. She said it was safe. He said it was not.
> Mara Quill | None | She | said | reported | it was safe | - | She said it was safe.
> Peter Ash | None | He | said | reported | it was not | - | He said it was not.

= pronoun for a group
The crowd left. They said the bridge was closed.
> None | None | They | said | reported | the bridge was closed | - | They said the bridge was closed.

= pronoun before anyone is named
He said the bridge was closed.
> None | None | He | said | reported | the bridge was closed | -

= article's first words are no name
But Mara Quill said the bridge was safe.
> Mara Quill | None | Mara Quill | said | reported | the bridge was safe | -

= dateline
OLDFORD, Norland — Mara Quill said the bridge was safe.
> Mara Quill | None | Mara Quill | said | reported | the bridge was safe | - | Mara Quill said the bridge was safe.

= someone's own words again
“It is safe,” said Mara Quill.¶¶The council met.¶¶“It is late,” she said.
> Mara Quill | None | Mara Quill | said | direct | “It is safe,” | It is safe, | “It is safe,” said Mara Quill.
> Mara Quill | None | she | said | direct | “It is late,” | It is late, | “It is late,” she said.

= relative clause
Peter Ash, who said the bridge was safe, left.
> Peter Ash | None | who | said | reported | the bridge was safe | -

= a list of quotations
Peter Ash told the council to “close the bridge” and then “build another.”
> Peter Ash | None | Peter Ash | told | direct | to “close the bridge” + “build another.” | close the bridge + build another.

= one line break
“It is safe,” Peter Ash said.¶“It is not,” Mara Quill said.
> Peter Ash | None | Peter Ash | said | direct | “It is safe,” | It is safe, | “It is safe,” Peter Ash said.
> Mara Quill | None | Mara Quill | said | direct | “It is not,” | It is not, | “It is not,” Mara Quill said.

= noun for a thing
A poll shows that the bridge is popular.
> A poll | None | A poll | shows | reported | that the bridge is popular | -

= as somebody reported
As reported by the Gazette, the bridge was closed in May.
> Gazette | None | the Gazette | reported | reported | the bridge was closed in May | -

= but as somebody noted
But as Peter Ash noted, the bridge is safe.
> Peter Ash | None | Peter Ash | noted | reported | the bridge is safe | -

= condition, then cue
If the bridge is closed, Mara Quill argued, the town will suffer.
> Mara Quill | None | Mara Quill | argued | reported | If the bridge is closed + the town will suffer | -

= begun before its cue, ended by a quotation
If the bridge is closed, Mara Quill said, “we will build another.”
> Mara Quill | None | Mara Quill | said | reported | If the bridge is closed + “we will build another.” | we will build another.

= in brackets
The bridge (built in May, Mara Quill said) is safe.
> Mara Quill | None | Mara Quill | said | reported | built in May | -

= passive request
Peter Ash has been asked to close the bridge.
> None | None | None | asked | reported | to close the bridge | -

= noun, made
Peter Ash made the claim that the bridge was safe.
> Peter Ash | None | Peter Ash | claim | reported | that the bridge was safe | -

= noun, by somebody
A report by the Gazette that the bridge was closed caused alarm.
> Gazette | None | the Gazette | report | reported | that the bridge was closed | -

= noun, then is
Peter Ash's main claim is that the bridge is safe.
> Peter Ash | None | Peter Ash's | claim | reported | that the bridge is safe | -

= went on to
Mara Quill went on to criticize the council for closing the bridge.
> Mara Quill | None | Mara Quill | criticize | reported | the council for closing the bridge | -

= told of in passing
Mara Quill announced her support, which came late.
> Mara Quill | None | Mara Quill | announced | reported | her support | -

= denial of a thing
Peter Ash denied any part in the deal.
> Peter Ash | None | Peter Ash | denied | reported | any part in the deal | -

= goes on after a second cue
“The bridge is safe,” said Mara Quill, adding that it was built in May. “It will last.”
> Mara Quill | None | Mara Quill | said | direct | “The bridge is safe,” + “It will last.” | The bridge is safe, + It will last.
> Mara Quill | None | Mara Quill | adding | reported | that it was built in May | - | “The bridge is safe,” said Mara Quill, adding that it was built in May.

= goes on after a second cue for somebody else
“The bridge is safe,” said Peter Ash, the brother of Mara Quill, who said it was not. “It will last.”
> Peter Ash | brother of Mara Quill | Peter Ash, the brother of Mara Quill, who said it was not | said | direct | “The bridge is safe,” + “It will last.” | The bridge is safe, + It will last.
> Mara Quill | None | who | said | reported | it was not | - | “The bridge is safe,” said Peter Ash, the brother of Mara Quill, who said it was not.

= headline without a colon
Mara Quill Says Bridge Will Stay Open To All¶¶Mara Quill opened it on Monday.
> Mara Quill | None | Mara Quill | Says | reported | Bridge Will Stay Open To All | - | Mara Quill Says Bridge Will Stay Open To All

= set off by a semicolon
Peter Ash said the bridge was safe; the council had closed it.
> Peter Ash | None | Peter Ash | said | reported | the bridge was safe | -

= before a colon
We have been here before: Peter Ash praised the bridge.
> Peter Ash | None | Peter Ash | praised | reported | the bridge | -

= announced, without marks
Mara Quill wrote:¶¶The bridge is safe. It was built in May.¶¶Traffic was light.
> Mara Quill | None | Mara Quill | wrote | reported | The bridge is safe. + It was built in May. | - | Mara Quill wrote:¶¶The bridge is safe. It was built in May.

= inverted, with a quotation inside
The bridge signals “a new beginning” for the town, said Peter Ash.
> Peter Ash | None | Peter Ash | said | reported | The bridge signals “a new beginning” for the town | a new beginning

= that, and that
Mara Quill said the bridge was safe and that it would last.
> Mara Quill | None | Mara Quill | said | reported | the bridge was safe and that it would last | -

= with a condition
Mara Quill said the bridge would be closed if the river rises.
> Mara Quill | None | Mara Quill | said | reported | the bridge would be closed if the river rises | -

= answer to a quotation
“The bridge is safe.” To which Mara Quill said, “It is not.”
> Mara Quill | None | Mara Quill | said | direct | “It is not.” | It is not. | To which Mara Quill said, “It is not.”

= no cue but its noun
The report on the bridge was long. The state has many bridges.
"""  # noqa: E501
KINDS = [block.split("\n") for block in TABLE.strip().removeprefix("= ").split("\n\n= ")]


def article(text: str, body: int = 0) -> Article:
    return Article(source="test", text=text, title="Test", body=body)


def row(text: str, found: Statement) -> str:
    """A statement as the table shows it."""
    content, quotes = (" + ".join(text[start:end] for start, end in spans) for spans in (found.content, found.quotes))
    mention, cue = found.mention and found.mention.text, found.cue and found.cue.text
    kind = "direct" if found.direct else "reported"
    fields = [found.speaker, found.role, mention, cue, kind, content, quotes or "-"]
    whole = [] if found.text == text else [found.text]
    return "> " + " | ".join(str(field) for field in fields + whole).replace("\n", "¶")


@pytest.mark.parametrize(("text", "expected"), [(text, rows) for _, text, *rows in KINDS], ids=[k for k, *_ in KINDS])
def test_kinds_of_statement(text: str, expected: list[str]) -> None:
    text = text.replace("¶", "\n")
    assert [row(text, found) for found in find_statements(article(text))] == expected


KIRBY, SPOKESPERSON = "John Kirby", "White House National Security Council spokesperson"
GANTZ, MINISTER = "Benny Gantz", "National Unity party leader Minister"
HARRIS, VICE_PRESIDENT = "Kamala Harris", "U.S. Vice President"

# speaker, role, mention, cue, direct, the first and last words of what was said
SEED_STATEMENTS = [
    (HARRIS, VICE_PRESIDENT, "Harris", "told", False, "that a reliable and impl", "n the risks to civilians"),
    (HARRIS, VICE_PRESIDENT, "Harris", "called", False, "to take further steps in", "ibution to those in need"),
    ("NBC", None, "NBC", "reported", False, "that Gantz told reporter", "the meeting went “well.”"),
    (GANTZ, MINISTER, "Gantz", "told", False, "after the meeting went “", "the meeting went “well.”"),
    (GANTZ, MINISTER, "Gantz", "According to", True, '"This is an important vi', ' I was received warmly."'),
    (
        "an NBC reporter",
        None,
        "an NBC reporter",
        "asked",
        False,
        "whether the U.S. should ",
        "ister Benjamin Netanyahu",
    ),
    (GANTZ, MINISTER, "he", "replied", True, '"No. Israel has a prime ', 'and everything is fine."'),
    (
        "Netanyahu’s coalition",
        None,
        "Netanyahu’s coalition",
        "clarifying",
        True,
        "that Gantz left without ",
        'proval of travel plans."',
    ),
    (
        "sources close to Netanyahu",
        None,
        "sources close to Netanyahu",
        "According to",
        True,
        '"the prime minister clar',
        'nly one Prime Minister."',
    ),
    (
        "Benjamin Netanyahu",
        "Prime Minister",
        "the prime minister",
        "clarified",
        False,
        "that the State of Israel",
        " only one Prime Minister",
    ),
    (KIRBY, SPOKESPERSON, "Kirby", "said", True, "“Minister Gantz is a mem", "l over the finish line,”"),
    (KIRBY, SPOKESPERSON, "Kirby", "According to", True, '"We certainly recognize ', "answered that question.”"),
    (KIRBY, SPOKESPERSON, "He", "added", True, '"Both Jake and the Vice ', "o move forward with it.”"),
    (
        "American reports",
        None,
        "American reports",
        "according to",
        False,
        "the U.S. government is l",
        "vir and Bezalel Smotrich",
    ),
    (
        "the U.S. government",
        None,
        "the U.S. government",
        "alleging",
        False,
        "he’s being shackled by h",
        "y his coalition partners",
    ),
]


def test_the_seed_article() -> None:
    text = SEED.read_text()
    found = find_statements(article(text, body=len(" date 2024-03-05 ")))
    told = [
        (s.speaker, s.role, s.mention and s.mention.text, s.cue and s.cue.text, s.direct, *_ends(text, s.content))
        for s in found
    ]
    assert told == SEED_STATEMENTS


def _ends(text: str, content: tuple[Span, ...]) -> tuple[str, str]:
    return text[content[0].start :][:24], text[: content[-1].end][-24:]


def test_nothing_before_the_body_is_a_statement() -> None:
    text = "“Out of sight,” said Mara Quill. Peter Ash said it was late."
    body = text.index("Peter")
    assert [(s.start, s.speaker) for s in find_statements(article(text, body))] == [(body, "Peter Ash")]


def test_many_articles_give_what_each_gives_alone() -> None:
    articles = [Article(source=str(n), text=text, title="") for n, (_, text, *_) in enumerate(KINDS)]
    assert list(find_all(articles)) == [find_statements(one) for one in articles]


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
