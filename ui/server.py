"""The page and the API, served."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
import threading
from contextlib import ExitStack
from types import FrameType
from typing import TYPE_CHECKING

import typer

from index.errors import ArchiveBusy, InputError
from ui import logs, telemetry
from ui.access.keys import Keys
from ui.guard import is_loopback, is_unspecified
from ui.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.types import ASGIApp

    from index import Archive
    from ui.access.door import Access

_OBJECTS = 20_000
"""New objects between two collections of garbage: a question makes a few thousand, and keeps hardly any."""
_SWITCH = 0.001
"""Seconds after which a thread that answers lets the one through that listens, /healthz above all."""
_BY_THEN = 6
"""Seconds after which a server that was told to stop has stopped, whatever it does: what it stores, it stores whole."""
_HEAD = 15
"""Seconds in which the head of a request must have come."""


def serve(settings: Settings) -> None:
    """Serve until interrupted; what is being done is told on standard error as it happens."""
    if not settings.public:
        _check_keys(settings)
    logs.set_up(settings.log)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    with _bound(settings.host, settings.port) as listener:
        host, port = settings.host, listener.getsockname()[1]
        # "All addresses" is none: this machine's own commands reach it at loopback.
        reached = ("::1" if ":" in host else "127.0.0.1") if is_unspecified(host) else host
        address = f"http://{f'[{reached}]' if ':' in reached else reached}:{port}"
        typer.echo("Loading the models ...", err=True)
        try:
            with telemetry.exported():
                _run(settings, listener, address)
        except (SystemExit, KeyboardInterrupt) as stop:
            # The archive is closed. To take Python apart as well can take longer than there is time.
            sys.stderr.flush()
            os._exit(130 if isinstance(stop, KeyboardInterrupt) else 0)


def _check_keys(settings: Settings) -> None:
    """Raises InputError where nobody would be asked for a key who should be."""
    open_to_all = [keys for keys in _keys(settings) if not keys.wanted]
    if any(keys.lost for keys in open_to_all):
        raise InputError(
            "Keys were made, and the file that held them, keys.json in the archive's folder, is gone: whoever reaches "
            "the server could change the archive. Bring the file back, or make a key with `onrecord keys add NAME "
            "--write`; say --public where nobody is to be asked for one any more."
        )
    if open_to_all and not is_loopback(settings.host):
        raise InputError(
            f"On {settings.host} other machines could read the archive and change it. Make a key with `onrecord keys "
            "add NAME --write`, or set one with ONRECORD_API_KEY; say --public where that is meant."
        )


def _keys(settings: Settings) -> list[Keys]:
    """Those of each archive that is to be served."""
    if settings.archives:
        from ui.archives import access_of

        return [access.keys for access in access_of(settings.archives, settings.key).values()]
    return [Keys(settings.folder, settings.key)]


def _run(settings: Settings, listener: socket.socket, address: str) -> None:
    with ExitStack() as opened:
        app, told = (several if settings.archives else one)(settings, opened, address)
        # What is loaded now stays: the garbage collector need not look through it again and again.
        gc.freeze()
        gc.set_threshold(_OBJECTS)
        sys.setswitchinterval(_SWITCH)
        typer.echo(f"Onrecord is at {address}, with {told}. Stop it with Ctrl+C.", err=True)
        _until_stopped(app, listener)


def one(settings: Settings, opened: ExitStack, address: str) -> tuple[ASGIApp, str]:
    """The app of the archive, and what it holds, in words."""
    from ui.progress import bar

    archive = opened.enter_context(_opened(settings))
    if not archive.articles():
        with bar("Indexing the seed articles", None) as advance:
            archive.add_seeds(advance)
    app = _app(settings, archive)
    archive.served_at(address)
    held = len(archive.articles())
    return app, f"{held} article{'s' * (held != 1)}"


def several(settings: Settings, opened: ExitStack, address: str) -> tuple[ASGIApp, str]:
    """The app of all archives in a folder, each served at its path, and their names."""
    from ui.archives import Archives, access_of

    assert settings.archives
    apps, archives = {}, {}
    for name, access in access_of(settings.archives, settings.key).items():
        its = settings.model_copy(update={"archive": settings.archives / name, "archives": None})
        archives[name] = opened.enter_context(_opened(its))
        apps[name] = _app(its, archives[name], access, name)
    for name, archive in archives.items():
        archive.served_at(f"{address}/{name}")
    return Archives(settings.archives, apps, settings), f"the archives {', '.join(apps)}"


def _opened(settings: Settings) -> Archive:
    from ui.open import open_archive

    try:
        return open_archive(settings)
    except ArchiveBusy as busy:
        if busy.address:
            raise ArchiveBusy(
                f"The archive is already being served at {busy.address}: use that, or name another with --archive."
            ) from None
        raise


def _app(settings: Settings, archive: Archive, access: Access | None = None, name: str | None = None) -> FastAPI:
    from ui import page
    from ui.api import create_app
    from ui.open import open_assistant

    assistant = open_assistant(settings, archive)
    assistant.warm_up()
    app = create_app(assistant, settings, access, follows=True)
    return page.mount(app, assistant, private=settings.private, every=settings.follow, name=name)


def _until_stopped(app: ASGIApp, listener: socket.socket) -> None:
    import uvicorn
    from uvicorn.protocols.http.auto import AutoHTTPProtocol

    class Patient(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # one of two classes
        """The protocol, which does not wait for ever for the head of a request."""

        _waiting: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            self._wait()

        def data_received(self, data: bytes) -> None:
            super().data_received(data)
            begun = self.cycle is not None and not self.cycle.response_complete
            if begun or self.transport.get_protocol() is not self:  # else it became a web socket's
                self._stop_waiting()
            elif self._waiting is None:
                self._wait()

        def connection_lost(self, exc: Exception | None) -> None:
            self._stop_waiting()
            super().connection_lost(exc)

        def _wait(self) -> None:
            self._waiting = self.loop.call_later(_HEAD, self.transport.close)

        def _stop_waiting(self) -> None:
            if self._waiting is not None:
                self._waiting.cancel()
                self._waiting = None

    class Server(uvicorn.Server):
        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            watch = threading.Timer(_BY_THEN, os._exit, [0])
            watch.daemon = True
            watch.start()
            super().handle_exit(sig, frame)

    # uvicorn hands the signal on once it is done: the archive is to be closed then.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    config = uvicorn.Config(
        app, http=Patient, log_config=None, access_log=False, timeout_graceful_shutdown=_BY_THEN // 3
    )
    Server(config).run(sockets=[listener])


def _bound(host: str, port: int) -> socket.socket:
    """The port, taken at once: that it is in use shows before anything is loaded."""
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise InputError(
            f"Port {port} on {host} cannot be served ({error.strerror}). Take another with --port (0 takes a free one)."
        ) from error
