"""The API's door for drafts: each quotation and attributed claim is held against the archive, and nothing is kept."""

from __future__ import annotations

import json
import threading
from collections.abc import Generator, Iterator
from pathlib import PurePath
from typing import Any, Literal, NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.sse import format_sse_event
from pydantic import BaseModel, Field, JsonValue, ValidationError
from starlette.datastructures import FormData, UploadFile

from index import Archive, Article, InputError
from index.english.marks import CLOSING, DOUBLE, OPENING
from index.load import Failure, Note, parse
from qa.check import MAX_DRAFT, Checked, Checking, Finding, Variant, Verdict, begun
from ui import schema
from ui.answering import EventStream, told
from ui.faults import wrong_field
from ui.turns import Left, Turns

_INNER = str.maketrans(dict.fromkeys(OPENING, "‘") | dict.fromkeys(CLOSING + '"', "’"))
"""Double marks within a quotation, made single ones."""

_AT_ONCE, _WAITING = 2, 6

_EVENTS = 'event: finding\ndata: {"start": 12, "end": 40, "text": "“...”", "verdict": "verbatim", ...}\n\n'
_TEXT: dict[str, JsonValue] = {"pattern": r"\S", "maxLength": MAX_DRAFT}


class DraftIn(schema.In):
    """A draft's text; a file is sent as an upload instead."""

    text: str = Field(
        description="The draft: plain text or Markdown.",
        examples=["“Mr. Gantz is a part of that war cabinet,” said John Kirby."],
        json_schema_extra=_TEXT,
    )
    stream: bool = Field(False, strict=True, description="Answer with server-sent events, finding by finding.")


class ChangeOut(BaseModel):
    draft: str = Field(description="The draft's words; empty where it leaves some out.")
    article: str = Field(description="The article's words in their place; empty where the draft adds some.")
    start: int = Field(description="Where the draft's words begin, or the article's would, in the draft's text.")
    end: int


class VariantOut(BaseModel):
    citation: schema.CitationOut
    exact: bool = Field(description="Whether it has the draft's words.")
    own: bool = Field(description="Whether they stand there as somebody's own words; else they are the outlet's.")

    @classmethod
    def of(cls, variant: Variant) -> VariantOut:
        citation = schema.CitationOut.of(variant.citation)
        return cls(citation=citation, exact=variant.exact, own=variant.own)


class FindingOut(BaseModel):
    start: int = Field(description="Where it begins in the draft's text, in code points.")
    end: int
    text: str
    kind: Literal["quotation", "paraphrase"]
    verdict: Verdict = Field(
        description="verbatim; speaker_not_told: verbatim, but no article tells whose words they are; altered; "
        "trimmed: cut, and no mark shows it; spliced: parts of several statements joined; wrong_speaker: right words, "
        "another's; reported: an outlet's words set as the speaker's own; borne_out and not_borne_out: a paraphrase; "
        "absent: not in the archive, which does not make it false."
    )
    told: str = Field(description="The verdict for people.")
    fault: bool = Field(description="Whether the draft should not be printed as it stands.")
    claimed: str | None = Field(description="Whom the draft lets say it.")
    speaker: str | None = Field(description="Who says it in the evidence.")
    evidence: list[schema.CitationOut] = Field(description="What the verdict rests on; of what is absent the nearest.")
    diff: list[ChangeOut] = Field(description="The words that differ, in order.")
    turns: list[str] = Field(
        description="By what they turn the meaning: negation, modality, number, name, speaker, roles."
    )
    sure: float = Field(description="How sure the verdict is, from 0 to 1.")
    variants: list[VariantOut] = Field(description="Every article that prints it, alike or not, oldest first.")

    @classmethod
    def of(cls, finding: Finding) -> FindingOut:
        plain = ("start", "end", "text", "kind", "verdict", "claimed", "speaker", "sure")
        return cls(
            **{name: getattr(finding, name) for name in plain},
            told=finding.verdict.told,
            fault=finding.is_fault,
            evidence=[schema.CitationOut.of(citation) for citation in finding.evidence],
            diff=[ChangeOut(**change._asdict()) for change in finding.diff],
            turns=list(finding.turns),
            variants=[VariantOut.of(variant) for variant in finding.variants],
        )


class CheckedOut(BaseModel):
    text: str = Field(description="The draft as it was read: what the findings' offsets count in.")
    findings: list[FindingOut] = Field(description="In the order in which they stand.")
    faults: int = Field(description="With how many of them the draft should not be printed.")
    notes: list[str] = Field(description="What could not be looked at, a sentence each.")
    seconds: float

    @classmethod
    def of(cls, text: str, checked: Checked) -> CheckedOut:
        findings = [FindingOut.of(finding) for finding in checked.findings]
        return cls(
            text=text,
            findings=findings,
            faults=len(checked.faults),
            notes=list(checked.notes),
            seconds=checked.seconds,
        )


class Sent(NamedTuple):
    """A draft as it was sent: its text, and whether the findings are to come one by one."""

    text: str
    stream: bool = False


def add_to(router: APIRouter, archive: Archive) -> None:
    """Put POST /check into the API's router."""
    turns = Turns(_AT_ONCE, _WAITING, "Too many drafts are being checked. Send it again in a few seconds.")
    upload = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}, "required": ["file"]}
    bodies = {"application/json": {"schema": DraftIn.model_json_schema()}, "multipart/form-data": {"schema": upload}}

    @router.post(
        "/check",
        response_model=CheckedOut,
        summary="Check a draft",
        tags=["drafts"],
        openapi_extra={"requestBody": {"required": True, "content": bodies}},
        responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}, "example": _EVENTS}}}},
    )
    async def check(request: Request) -> Response | CheckedOut:
        """Hold each quotation and attributed claim of a draft against the archive; nothing of the draft is kept.

        As JSON, its text; as an upload, one file of the kinds that `onrecord index` reads. With `stream`, the reply is
        `text/event-stream`: `finding` events, and last `checked` with the whole reply, or `error`.
        """
        with turns:
            form = await _form(request)
            sent = await turns.run(request, lambda _: _uploaded(form)) if form else await _given(request)
            if sent.stream:
                # Begun here: what cannot be checked is told as an error, not as an event.
                return EventStream(_events(sent.text, begun(sent.text, archive), turns))
            return await turns.run(request, lambda left: _checked(sent, archive, left))


def _checked(sent: Sent, archive: Archive, left: threading.Event) -> CheckedOut:
    checking = begun(sent.text, archive)
    for _ in checking:
        if left.is_set():
            raise Left
    return CheckedOut.of(sent.text, checking.so_far)


def _events(text: str, checking: Checking, turns: Turns) -> Generator[bytes]:
    try:
        with turns:
            for finding in checking:
                yield format_sse_event(event="finding", data_str=FindingOut.of(finding).model_dump_json())
            whole = CheckedOut.of(text, checking.so_far)
            yield format_sse_event(event="checked", data_str=whole.model_dump_json())
    except Exception as error:
        yield told(error)


async def _given(request: Request) -> Sent:
    try:
        asked = DraftIn.model_validate(json.loads(await request.body()))
    except ValidationError as error:
        raise wrong_field(error.errors()[0]) from None
    except (ValueError, RecursionError):
        raise InputError('The body is not JSON. Send {"text": the draft}, or upload a file.') from None
    return Sent(asked.text, asked.stream)


async def _form(request: Request) -> list[tuple[str, str | tuple[str, bytes]]]:
    """The parts of an upload, files with their names; none where it is another request."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return []
    form: FormData = await request.form()
    return [
        (name, (PurePath(part.filename or "draft").name, await part.read()) if isinstance(part, UploadFile) else part)
        for name, part in form.multi_items()
    ] or [("", "")]


def _uploaded(form: list[tuple[str, Any]]) -> Sent:
    files = [part for _, part in form if isinstance(part, tuple)]
    if len(files) != 1:
        raise InputError(
            f"file: the upload holds {len(files) or 'no'} files. Send one, as multipart/form-data.", "file"
        )
    return Sent(text_of(*files[0]), ("stream", "true") in form)


def quoting(words: str, speaker: str | None) -> tuple[str, int]:
    """A draft that has nothing but a quotation, and where that stands in it."""
    inner = " ".join(words.strip().strip(DOUBLE).translate(_INNER).split())
    lead = f"{speaker.strip()} said: " if speaker and speaker.strip() else ""
    return f"{lead}“{inner}”", len(lead)


def text_of(name: str, data: bytes) -> str:
    """The text of a draft's file, by the readers of articles; raises InputError where it cannot be read, or is none."""
    read = list(_read(name, data))
    articles = [one for one in read if isinstance(one, Article)]
    for failure in (one for one in read if isinstance(one, Failure)):
        raise InputError(f"file: {failure.reason}", "file")
    if len(articles) != 1:
        raise InputError(f"file: it holds {len(articles) or 'no'} texts. Send one draft.", "file")
    return articles[0].text


def _read(name: str, data: bytes) -> Iterator[Article | Failure | Note]:
    for n, found in enumerate(parse(name, data)):
        yield found
        if n > 10:
            return  # A table of articles is no draft, however long.
