"""What a document's properties say of it, which is often what was typed for another."""

from __future__ import annotations


def said_of_itself(text: str, title: str | None, author: str | None) -> dict[str, str]:
    """The title and author of a document's properties, as far as its text bears them out.

    Templates and converters fill in their own: "Microsoft Word - draft3.doc", by "user", so that an author has a name
    of two words at least. When a file was made says nothing of when the article was published.
    """
    words = f" {_plain(text)} "
    named = {"title": title, "author": author if " " in _plain(author or "") else None}
    return {
        field: value.strip()
        for field, value in named.items()
        if value and _plain(value) and f" {_plain(value)} " in words
    }


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())
