"""What stands over an article while it is read, as HTML: what it is, whose and of which day, and what can be done."""

from __future__ import annotations

from urllib.parse import urlsplit

from index import Article, Span, is_ocr, on_the_web, page_at
from qa.wording import on_page, spelt
from ui.page import reference
from ui.page.markup import text

_VERBATIM = '<span class="verbatim" title="The text as it was taken in, to the character">Verbatim</span>'


def head(article: Article, cited: Span | None) -> str:
    """The title, the outlet, the author and the day; cited is where the words are that it was opened at."""
    page = page_at(article, cited.start) if cited else None
    ocr = is_ocr(article, *cited) if cited else bool(article.ocr_pages)
    parts = [
        f"<span>{text(article.publisher)}</span>" if article.publisher else "",
        f"<span>{text(article.author)}</span>" if article.author else "",
        f'<time datetime="{article.published}">{spelt(article.published)}</time>' if article.published else "",
        f"<span>{place}</span>" if (place := on_page(page, ocr)) else "",
        "" if ocr else _VERBATIM,
    ]
    title = text(article.title)
    return (
        f'<h2 tabindex="-1" title="{title}"><bdi>{title}</bdi></h2><p class="byline">{"".join(parts)}</p>'
        f'<p class="acts"><button type="button" data-link>Copy link</button>'
        f'<button type="button" data-only="{article.id}">Ask about this article</button>'
        f"{_original(article, cited, page)}</p>"
    )


def _original(article: Article, cited: Span | None, page: int | None) -> str:
    """The publisher's page, where its address is known; browsers scroll to the words that the link names."""
    url = on_the_web(article.url) or on_the_web(article.source)
    if not url:
        return ""
    href = reference.at_words(url, article.text[slice(*cited)] if cited else "", page)
    shown = f"Open at {urlsplit(url).hostname}"
    return f'<a href="{text(href)}" target="_blank" rel="noopener noreferrer"><bdi>{text(shown)}</bdi></a>'
