"""The page and the API, served."""

from __future__ import annotations

import gc
import os
import socket

import typer

from index.errors import ArchiveBusy, InputError
from ui.settings import Settings

_OBJECTS = 20_000
"""New objects between two collections of garbage: a question makes a few thousand, and keeps hardly any."""


def serve(settings: Settings) -> None:
    """Serve until interrupted; what is being done is told on standard error as it happens."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    with _bound(settings.host, settings.port) as listener:
        host, port = settings.host, listener.getsockname()[1]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        typer.echo("Loading the models ...", err=True)
        _run(settings, listener, address)


def _run(settings: Settings, listener: socket.socket, address: str) -> None:
    import uvicorn

    from ui import page
    from ui.api import create_app
    from ui.open import open_archive, open_assistant
    from ui.progress import bar

    try:
        archive = open_archive(settings)
    except ArchiveBusy as busy:
        if busy.address:
            raise ArchiveBusy(
                f"The archive is already being served at {busy.address}: use that, or name another with --archive."
            ) from None
        raise
    with archive:
        assistant = open_assistant(settings, archive)
        if not archive.articles():
            with bar("Indexing the seed articles", None) as advance:
                archive.add_seeds(advance)
        assistant.warm_up()
        key = settings.api_key.get_secret_value() if settings.api_key else None
        app = page.mount(create_app(assistant, settings), assistant, password=key)
        # What is loaded now stays: the garbage collector need not look through it again and again.
        gc.freeze()
        gc.set_threshold(_OBJECTS)
        archive.served_at(address)
        held = len(archive.articles())
        typer.echo(f"Onrecord is at {address}, with {held} article{'s' * (held != 1)}. Stop it with Ctrl+C.", err=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def _bound(host: str, port: int) -> socket.socket:
    """The port, taken at once: that it is in use shows before anything is loaded."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InputError(
            f"Port {port} on {host} cannot be served ({error.strerror}). Take another with --port (0 takes a free one)."
        ) from error
