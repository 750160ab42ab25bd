"""How new collections on a Chroma server take the place of the old: by name, the articles' records last."""

from __future__ import annotations

from typing import Any

COLLECTIONS = ("passages", "statements", "articles")


def held(client: Any) -> set[str]:
    """The names of the collections that are there."""
    return {collection.name for collection in client.list_collections()}


def begun(client: Any) -> bool:
    """Whether new ones were about to take the place of the old, and were cut short."""
    names = held(client)
    return "articles-new" in names and not {"passages", "passages-new"} <= names


def finish(client: Any) -> None:
    """Put each new one that is still beside its old one in its place."""
    for name in COLLECTIONS:
        names = held(client)
        if f"{name}-new" in names:
            if name in names:
                client.delete_collection(name)
            client.get_collection(f"{name}-new", embedding_function=None).modify(name=name)
