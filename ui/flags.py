"""The flags that several commands of `onrecord` take."""

# No `from __future__ import annotations`: typer reads the annotations.

from pathlib import Path
from typing import Annotated

import typer

ArchiveFlag = Annotated[Path | None, typer.Option("--archive", help="The archive's folder.", show_default=False)]
ChromaFlag = Annotated[
    str | None, typer.Option("--chroma", help="A Chroma server to keep passages on.", metavar="URL", show_default=False)
]
ModelFlag = Annotated[
    str | None,
    typer.Option(
        "--model",
        help="The chat model that writes the answer, like openai:gpt-5-mini; extractive: the articles' own words.",
        metavar="PROVIDER:NAME",
        show_default=False,
    ),
]
ModelUrlFlag = Annotated[
    str | None,
    typer.Option(
        "--model-url",
        help="Ask it at this address, with the key ONRECORD_MODEL_KEY.",
        metavar="URL",
        show_default=False,
    ),
]
SpeakerFlag = Annotated[str | None, typer.Option("--speaker", help="Only what this person says.", show_default=False)]
PublisherFlag = Annotated[
    str | None, typer.Option("--publisher", help="Only articles of this publisher.", show_default=False)
]
ArticleFlag = Annotated[
    str | None,
    typer.Option(
        "--article",
        help="Only this article: its source as `onrecord list` shows it, or its id.",
        show_default=False,
    ),
]
SinceFlag = Annotated[
    str | None,
    typer.Option("--from", help="Only articles of this day or later.", metavar="DAY", show_default=False),
]
UntilFlag = Annotated[
    str | None,
    typer.Option("--to", help="Only articles of this day or earlier.", metavar="DAY", show_default=False),
]
CapsuleFlag = Annotated[
    Path | None,
    typer.Option(
        "--capsule",
        help="Write it to this .json file, too, with all that `onrecord verify` takes.",
        metavar="FILE",
        show_default=False,
    ),
]
JsonFlag = Annotated[bool, typer.Option("--json", help="Print the API's JSON.")]
PrivateFlag = Annotated[
    bool | None,
    typer.Option("--private", help="Addresses of this machine and its network may be asked, too.", show_default=False),
]
