"""The page put together from its parts; the one module that imports Gradio, and so is imported late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from typing import Any

import gradio as gr

from qa import Assistant
from ui.logs import each_belonging
from ui.page import render_filters
from ui.page.amending import Amending
from ui.page.chat import Chat, Talk
from ui.page.corrections import Corrections
from ui.page.drafts import Drafts
from ui.page.following import Following
from ui.page.keeping import Keeping
from ui.page.log import Log
from ui.page.markup import text
from ui.page.notebook import Pinned
from ui.page.people import People
from ui.page.reader import Reader
from ui.page.render_people import all_head
from ui.page.rights import Rights, masthead
from ui.page.sharing import Sharing
from ui.page.shelf import Shelf
from ui.page.watching import Watching

_STATIC = Path(__file__).parent / "static"
FAVICON = _STATIC / "favicon.png"
_FIRST = ("address.js", "days.js", "filters.js", "cards.js", "theme.js", "conversations.js", "kept.js")
_STYLES = (
    "page", "filters", "chat", "answer", "composer", "reader", "archive", "people", "check", "following", "notebook",
    "dialogs", "history", "add", "rights",
)  # fmt: skip
# In the head, so that a dark page never flashes light; and Gradio rewrites the selectors of styles given as `css`.
HEAD = "".join(
    [f"<script>{(_STATIC / name).read_text('utf-8')}</script>" for name in _FIRST]
    + [f"<style>{(_STATIC / f'{part}.css').read_text('utf-8')}</style>" for part in _STYLES]
)
# The page's own styles name every font; these only keep Gradio from fetching its own.
THEME = gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])

_NOTHING_LISTED = {"shows": "all", "filters": render_filters.control(), "chosen": "", "found": ""}
_REACHED = "server = window.reached(server);\n"
_ANSWERS_AT_ONCE = 8


def blocks(
    assistant: Assistant, private: bool = False, every: float | None = None, name: str | None = None
) -> gr.Blocks:
    """The page over an assistant; each browser tab has a session of its own. private, every and name: see `mount`."""
    archive = assistant.archive

    def ask(shown: Talk, request: gr.Request) -> Iterator[Talk]:
        # Gradio answers after the request that asked is over: its id goes along.
        assert request.request
        yield from each_belonging(chat.ask(shown), request.request.scope)

    chat, reader, shelf, people = Chat(assistant), Reader(archive), Shelf(archive, private), People(archive)
    drafts, corrections, following = Drafts(archive), Corrections(archive), Following(archive.folder, every)
    watching, sharing, amending = Watching(assistant), Sharing(archive), Amending(archive)
    pinned = Pinned(archive)
    page = gr.Blocks(title=f"Onrecord: {name}" if name else "Onrecord", analytics_enabled=False, fill_width=True)
    with page:
        _part("header", {"archive": masthead(name)})
        with gr.Row(elem_id="views"):
            with gr.Column(elem_id="ask"):
                talk = _part(
                    "chat",
                    {"id": "", "exchanges": [], "origin": "", "html": []},
                    [chat.show, chat.example, chat.export, sharing.share, watching.watch],
                )
                written = {"model": text(assistant.model_name or ""), "open": False}
                narrowing = {"filters": render_filters.of_a_question(), "chosen": ""}
                _part("composer", written | narrowing, [chat.narrowed])
            with gr.Column(elem_id="archive"):
                _part("archive", _NOTHING_LISTED, [shelf.list])
                rights = {"may": "write", "told": "", "log": "", "open": False}
                _part("rights", rights, [Rights(name).rights, Log(archive.folder).log])
            with gr.Column(elem_id="people"):
                _part("people", _NOTHING_LISTED | {"head": all_head()}, [people.show, people.table, corrections.names])
            with gr.Column(elem_id="check"):
                _part("check", {"shows": "write", "found": ""}, [drafts.check, drafts.save])
            with gr.Column(elem_id="following"):
                changes = [following.follow, following.pause, following.forget, watching.unwatch]
                shown = {"wrong": "", "sources": "", "watches": ""}
                _part("following", shown, [following.list_sources, watching.list_watches, *changes])
            with gr.Column(elem_id="notebook"):
                notes = [pinned.notes, pinned.change, pinned.remove, pinned.restore, pinned.export]
                _part("notebook", {"collections": "", "found": ""}, notes)
            _part("reader", {"head": "", "leaf": ""}, [reader.open])
        keeping = Keeping(archive.folder)
        kept = [keeping.listed, keeping.bring, keeping.keep, keeping.remove, keeping.begin, keeping.end]
        _part("history", server=kept)
        _part("pin", server=[pinned.pin])
        _part("add", server=[shelf.add, shelf.progress, shelf.paste, shelf.fetch, shelf.remove])
        _part("amend", server=[amending.told, amending.amend])
        _part("remove", server=[shelf.remove, shelf.restore])
        told = [corrections.form, corrections.names, corrections.correct, corrections.undo, corrections.list]
        _part("correct", server=told)
        # "multiple": Gradio would let a question wait for one that was stopped; the page lets nobody ask twice.
        hidden: dict[str, Any] = {
            "show_progress": "hidden",
            "api_visibility": "private",
            "trigger_mode": "multiple",
        }
        asking = talk.ask(ask, [talk], [talk], concurrency_limit=_ANSWERS_AT_ONCE, **hidden)
        talk.stop(chat.show, [talk], [talk], cancels=[asking], **hidden)
    return page


def _part(name: str, value: Any = None, server: Sequence[Callable[[Any], Any]] = ()) -> Any:
    """A part of the page: NAME.html shows its value, NAME.js makes it work, and calls `server`'s functions by name."""
    return gr.HTML(
        value,
        elem_id=f"{name}-part",
        html_template=(_STATIC / f"{name}.html").read_text("utf-8"),
        js_on_load=(_REACHED if server else "") + (_STATIC / f"{name}.js").read_text("utf-8"),
        apply_default_css=False,
        server_functions=[_function(method) for method in server],
    )


def _function(method: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A method as a plain function: Gradio marks what it serves, and a bound method cannot be marked."""

    @wraps(method)
    def function(argument: Any) -> Any:
        return method(argument)

    return function
