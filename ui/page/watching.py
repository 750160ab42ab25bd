"""Standing questions, for a person to see what is new on them; what a browser sends is checked here."""

from __future__ import annotations

import time
from typing import Any

from index import InputError
from qa import Assistant
from ui.following.asking import begin
from ui.following.shapes import NewsOut
from ui.following.watches import Watches
from ui.page import render, render_watching
from ui.page.faults import sentence
from ui.page.render_watching import Watched

_SHOWN = 5
"""Claims of each question."""


class Watching:
    """The standing questions of an archive as HTML."""

    def __init__(self, assistant: Assistant):
        self._assistant = assistant

    def list_watches(self, origin: Any) -> str:
        """Each with what was new last; origin is the page's address, for those of feeds."""
        try:
            with Watches(self._assistant.archive.folder) as watches:
                watched = [
                    Watched(one, watches.count(one.id), [NewsOut.at(n) for n in watches.news(one.id, _SHOWN)])
                    for one in watches.all()
                ]
            return render_watching.watches(watched, str(origin), time.time())
        except Exception as error:
            return render.fault(sentence(error))

    def watch(self, question: Any) -> str:
        """Watch a question from now on; what is wrong with it, if anything, as a sentence."""
        try:
            if not isinstance(question, str):
                raise InputError("question: it cannot be read. Load the page again.", "question")
            upto = self._assistant.archive.last_entry
            begin(self._assistant, question, self._assistant.ask(question, extractive=True), upto, None)
        except Exception as error:
            return sentence(error)
        return ""

    def unwatch(self, id_: Any) -> str:
        """Watch it no longer; what is wrong, if anything, as HTML."""
        try:
            with Watches(self._assistant.archive.folder) as watches:
                watches.remove(str(id_))
        except Exception as error:
            return render.fault(sentence(error))
        return ""
