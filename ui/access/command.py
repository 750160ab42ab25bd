"""The commands on who may do what, and who did: keys and log."""

# No `from __future__ import annotations`: typer reads the annotations. What is heavy is imported where it is used,
# so that --help answers at once.

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ui.command import settings_of
from ui.flags import ArchiveFlag, JsonFlag
from ui.terminal import in_a_line, say

if TYPE_CHECKING:
    from ui.access.keys import Keys

app = typer.Typer()
keys = typer.Typer(help="List the keys of an archive; make and revoke them.")
app.add_typer(keys, name="keys")


@keys.callback(invoke_without_command=True)
def list_keys(context: typer.Context, archive: ArchiveFlag = None) -> None:
    """List who has a key to the archive, and what it is good for; make and revoke keys.

    They are asked for at every door: by the page, the API, OpenAI's and the agents'. What is changed here holds at
    once, also in a server that is running.
    """
    context.obj = archive
    if context.invoked_subcommand:
        return
    held = _keys(archive)
    for key in held.named():
        say(f"{key.made.astimezone():%Y-%m-%d %H:%M}  {key.rights:5}  {key.name}")
    if held.lost:
        say("The keys that were made are gone with their file. `onrecord keys add NAME` makes one anew.", err=True)
    elif not held.named():
        nobody = "nobody is let in but by ONRECORD_API_KEY" if held.wanted else "whoever reaches a server is let in"
        say(f"There is no key: {nobody}. `onrecord keys add NAME` makes one.", err=True)


@keys.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Whose it is: what they change is logged under this name.")],
    write: Annotated[
        bool, typer.Option("--write/--read", help="Whether it may change the archive, or only ask and read.")
    ] = False,
    archive: ArchiveFlag = None,
) -> None:
    """Make a key, and tell it this once: only a hash of it is kept."""
    made = _keys(archive or context.obj).add(name, "write" if write else "read")
    typer.echo(made.text)
    say(f"This is the key of {name}, which may {made.key.rights}. Keep it: it is told this once.", err=True)


@keys.command("revoke")
def revoke(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="As `onrecord keys` lists it.")],
    archive: ArchiveFlag = None,
) -> None:
    """Let nobody in by a key any more, at once. The conversations that the server kept for it are deleted."""
    held = _keys(archive or context.obj)
    say(f"Revoked: {held.revoke(name).name}")
    if not held.named():
        say("No key is left. Nobody is let in now but by ONRECORD_API_KEY.", err=True)


@app.command()
def log(
    most: Annotated[int, typer.Option("--most", "-k", help="How many lines at most.", min=1)] = 50,
    archive: ArchiveFlag = None,
    as_json: JsonFlag = False,
) -> None:
    """Show what was changed in the archive, newest first: when, by whose key, what was done and to what."""
    from ui.access.shapes import ChangesOut

    found = ChangesOut.last(_folder(archive), most)
    if as_json:
        typer.echo(found.model_dump_json(indent=2))
        return
    for change in found.changes:
        cells = [f"{change.at.astimezone():%Y-%m-%d %H:%M:%S}", change.who, change.what, change.subject]
        typer.echo("\t".join(map(in_a_line, cells)))


def _keys(archive: Path | None) -> "Keys":
    from ui.access.keys import Keys

    return Keys(_folder(archive))


def _folder(archive: Path | None) -> Path:
    from index.home import made

    folder = settings_of(archive=archive).folder
    made(folder)
    return folder
