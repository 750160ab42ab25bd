"""The commands `onrecord check`, on a draft, and `onrecord verify`, on what an answer or a draft rested on."""

# No `from __future__ import annotations`: typer reads the annotations.

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from ui.command import awaited, settings_of
from ui.flags import ArchiveFlag, CapsuleFlag, ChromaFlag, JsonFlag

app = typer.Typer()

_FOUND = 5
"""What `check` exits with where a draft should not be printed as it stands, `verify` where words stand no more."""


@app.command()
@awaited
async def check(
    file: Annotated[
        Path,
        typer.Argument(
            help="The draft: text, Markdown, HTML, DOCX or another kind that `index` reads; - for standard input."
        ),
    ],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
    to: Annotated[
        Path | None,
        typer.Option(
            help="Write a report, too: .html, .md (with footnotes), .json, or of a DOCX the same .docx with comments.",
            show_default=False,
        ),
    ] = None,
    capsule: CapsuleFlag = None,
) -> None:
    """Hold each quotation and attributed claim of a draft against the archive.

    Exits with 5 where one is altered, cut, joined, another's, only reported, or not borne out; else with 0.
    """
    from ui.capsule import drawn, of_draft
    from ui.connect import connect
    from ui.findings import show
    from ui.operations import bytes_of
    from ui.report import About, checked_ending, written

    name = "draft.txt" if str(file) == "-" else file.name
    if to:
        checked_ending(to, name)
    data = sys.stdin.buffer.read() if str(file) == "-" else bytes_of(file)
    async with connect(settings_of(archive=archive, chroma=chroma), asking=True) as client:
        checked = await client.check((name, data))
        made = of_draft(checked, name, data, await drawn(client, checked)) if capsule else None
        held = (await client.articles(limit=1)).total if to else 0
    reply = checked.model_dump(mode="json")
    if capsule and made:
        capsule.write_text(made.written(), encoding="utf-8")
    if to:
        written(to, reply, About.of(name, data, held), data)
    if as_json:
        typer.echo(json.dumps(reply, ensure_ascii=False, indent=2))
    else:
        show(reply)
    raise typer.Exit(_FOUND if reply["faults"] else 0)


@app.command()
@awaited
async def verify(
    file: Annotated[Path, typer.Argument(help="What `ask --capsule` or `check --capsule` wrote.", metavar="CAPSULE")],
    archive: ArchiveFlag = None,
    chroma: ChromaFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """Look up whether the quotations of a capsule stand in the archive as they were cited.

    Exits with 5 where one is gone, or its article is not held; else with 0.
    """
    from index.errors import InputError
    from ui.connect import connect
    from ui.findings import show_standing
    from ui.operations import bytes_of

    none = f"{file} is no capsule that can be read. Make one with `onrecord ask QUESTION --capsule FILE`."
    try:
        capsule = {**json.loads(bytes_of(file))}
    except (ValueError, TypeError, RecursionError):
        raise InputError(none) from None
    async with connect(settings_of(archive=archive, chroma=chroma)) as client:
        try:
            found = await client.verify(capsule)
        except InputError as error:
            raise InputError(f"{none} ({error})") from None
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
    else:
        show_standing(found)
    raise typer.Exit(_FOUND if found.faults else 0)
