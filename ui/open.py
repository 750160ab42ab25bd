"""Settings -> the archive, and the assistant over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.settings import Settings

if TYPE_CHECKING:
    from index import Archive
    from qa import Assistant


def open_archive(settings: Settings, *, checked: bool = True) -> Archive:
    """The archive of the settings, owned by this process."""
    from index import Archive
    from index.embed import SentenceTransformerEmbedder

    embedder = SentenceTransformerEmbedder(settings.embedder) if settings.embedder else None
    return Archive(settings.archive, embedder=embedder, chroma=settings.chroma_server, checked=checked)


def open_assistant(settings: Settings, archive: Archive) -> Assistant:
    """The assistant, with the chat model of the settings where there is one; raises InputError where it has none."""
    from qa import Assistant

    if not settings.chat_model:
        return Assistant(archive, tracing=settings.tracing)
    from qa.chat_model import open_model
    from qa.generate import ChatAnswerer

    key = settings.model_key.get_secret_value() if settings.model_key else None
    model = open_model(settings.chat_model, settings.model_url, key, settings.model_timeout, settings.model_window)
    answerer = ChatAnswerer(model, settings.chat_model, settings.model_window, settings.model_timeout)
    return Assistant(archive, answerer=answerer, model_name=answerer.name, tracing=settings.tracing)
