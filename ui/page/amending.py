"""What is told of an article, for a person to mend; what a browser sends is checked here."""

from __future__ import annotations

from typing import Any, TypedDict

from index import Archive, InputError
from index.amend import FIELDS, amended
from qa.wording import spelt
from ui.page.faults import sentence


class Told(TypedDict):
    """What is told of an article, by `index.amend.FIELDS`, and what is wrong, as a sentence."""

    fields: dict[str, str]
    fault: str


class Amending:
    """The fields of an archive's articles."""

    def __init__(self, archive: Archive):
        self._archive = archive

    def told(self, id_: Any) -> Told:
        """What is told of an article today; its day as a newspaper writes it."""
        try:
            record = self._archive.record(str(id_))
            fields = {name: str(getattr(record, name) or "") for name in FIELDS}
            return {"fields": fields | {"published": spelt(record.published)}, "fault": ""}
        except Exception as error:
            return {"fields": {}, "fault": sentence(error)}

    def amend(self, given: Any) -> Told:
        """Tell it otherwise: {"article"} and the fields; one that is empty is taken away."""
        try:
            if not isinstance(given, dict):
                raise InputError("article: it cannot be read. Load the page again.", "article")
            fields = {name: str(given.get(name) or "") for name in FIELDS}
            self._archive.add([amended(self._archive.article(str(given.get("article"))), fields)])
            return {"fields": fields, "fault": ""}
        except Exception as error:
            return {"fields": {}, "fault": sentence(error)}
