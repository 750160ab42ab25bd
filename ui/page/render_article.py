"""An article as HTML: its text to the character, with the cited words and, on wish, what was said by whom marked.

What stands over it is `render_head.py`'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from index import Article, ArticleRecord, Span, Statement, on_the_web
from qa.wording import spelt
from ui.page import reference
from ui.page.markup import flowing, text
from ui.page.render_corrections import wrong

SPEAKER_COLOURS = 6
_ALSO = 5
"""Near-copies that are named."""

_ORIGIN = '<button type="button" class="origin" data-origin>Where these words came from</button>'


def article(article: Article, cited: Span | None, statements: Sequence[Statement] | None, told: str = "") -> str:
    """The whole article; statements is None where they are not to be marked, told what stands above the text."""
    return (
        f'<article class="paper" data-id="{article.id}"><header>{told}{_ORIGIN if cited else ""}{_details(article)}'
        f"</header>{_speakers(statements)}"
        f'<div class="text" lang="en">{body(article, cited, statements or ())}</div></article>'
    )


def _details(article: Article) -> str:
    """Where it came from, and when it was changed last."""
    source = text(article.source)
    if on_the_web(article.source):
        source = f'<a href="{source}" target="_blank" rel="noopener noreferrer">{source}</a>'
    updated = f"<p>Updated {spelt(article.modified)}</p>" if article.modified != article.published else ""
    return (
        f'<details class="details"><summary>Details</summary><p class="source"><bdi>{source}</bdi></p>'
        f'{updated if article.modified else ""}<button type="button" data-amend="{article.id}" aria-haspopup="dialog">'
        "Change title, publisher or day</button></details>"
    )


def also_in(records: Sequence[ArticleRecord]) -> str:
    """The articles that print nearly the same text."""
    shown = [*map(_copy, records[:_ALSO]), *([f"and {len(records) - _ALSO} more"] if len(records) > _ALSO else [])]
    return f'<p class="also-in">Also in {"; ".join(shown)}</p>' if shown else ""


def _copy(record: ArticleRecord) -> str:
    where = ", ".join(part for part in (record.publisher or record.title, spelt(record.published)) if part)
    href, title = reference.link(record.id), text(record.title)
    return f'<a data-open href="{text(href)}" title="{title}"><bdi>{text(where)}</bdi></a>'


def body(article: Article, cited: Span | None, statements: Sequence[Statement]) -> str:
    """The text cut at every bound of a mark; the pieces, joined, are the text."""
    colours = _colours(statements)
    said = [(span, n) for n, statement in enumerate(statements) for span in statement.content]
    # The title stands over the text already.
    below = article.body if cited and cited.start < article.headline.end else article.headline.end
    bounds = {0, article.body, below, len(article.text), *(cited or ()), *(at for span, _ in said for at in span)}
    last = {n: max(span.end for span in s.content) for n, s in enumerate(statements) if s.content}
    pieces, labelled = [], set()
    for start, end in pairwise(sorted(bounds)):
        piece = flowing(article.text[start:end])
        marked = cited and cited.start <= start < cited.end
        if end <= article.body:
            piece = f'<span class="front">{piece}</span>'
        elif end <= below:
            piece = f'<span class="named">{piece}</span>'
        if marked:
            piece = f"<mark>{piece}</mark>"
        number = next((n for span, n in said if span.start <= start < span.end), None)
        if number is not None:
            piece = _said(piece, statements[number], colours, label=number not in labelled)
            labelled.add(number)
        pieces.append(piece)
        # Without words of its own: the text of the page stays the text of the article.
        pieces += [wrong(statements[n], shown="") for n, at in last.items() if at == end]
    return "".join(pieces)


def _said(piece: str, statement: Statement, colours: dict[str, int], label: bool) -> str:
    speaker = statement.speaker or "Someone"
    named = text(f"{speaker} (corrected)" if statement.corrected else speaker)
    # A label stands in an attribute, as the text of the page stays the text of the article.
    labelled = f' data-label="{named}"' if label else ""
    return f'<span class="said speaker-{colours[speaker]}" title="{named}"{labelled}>{piece}</span>'


def _colours(statements: Sequence[Statement]) -> dict[str, int]:
    speakers = dict.fromkeys(statement.speaker or "Someone" for statement in statements)
    return {speaker: n % SPEAKER_COLOURS for n, speaker in enumerate(speakers)}


def _speakers(statements: Sequence[Statement] | None) -> str:
    if statements is None:
        return ""
    if not statements:
        return '<p class="speakers">No statements were found in this article.</p>'
    colours = _colours(statements)
    counts = {name: sum((s.speaker or "Someone") == name for s in statements) for name in colours}
    named = {statement.speaker for statement in statements}
    items = "".join(
        f'<li class="speaker-{colours[name]}">{_name(name, name in named)} {counts[name]}</li>' for name in colours
    )
    return f'<ul class="speakers" aria-label="Who is quoted here">{items}</ul>'


def _name(name: str, linked: bool) -> str:
    """A speaker's name, linked to all they said where it is a name."""
    shown = f"<bdi>{text(name)}</bdi>"
    return f'<a data-person href="{text(reference.person(name))}">{shown}</a>' if linked else shown
