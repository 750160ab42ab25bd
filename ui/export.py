"""What an archive holds, taken out: articles that index back to the same archive, statements as a table."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

from pydantic import ValidationError

from index.errors import InputError, NotFound, OnrecordError
from ui import schema
from ui.async_client import AsyncClient
from ui.schema import StatementOut

_FIELDS = ("source", "title", "published", "modified", "publisher", "author", "url", "page_starts", "ocr_pages", "text")
_STATEMENT = ("speaker", "role", "direct", "text", "content", "quotes", "source", "title", "published", "start", "end")


async def articles(client: AsyncClient) -> AsyncIterator[str]:
    """A line of a .jsonl file for each article, in the order of their sources."""
    records = (await client.articles(limit=None)).articles
    for record in sorted(records, key=lambda record: record.source):
        whole = (await client.article(record.id)).model_dump(mode="json")
        yield json.dumps({name: whole[name] for name in _FIELDS})


async def statements(client: AsyncClient, file: Path) -> int:
    """Write a table of who said what, .parquet (as Hugging Face's datasets reads it) or .jsonl; how many rows."""
    found = [one.model_dump(mode="json") for one in (await client.said(limit=None)).statements]
    rows = [{name: row[name] for name in _STATEMENT} for row in found]
    match file.suffix.lower():
        case ".parquet":
            import pyarrow
            from pyarrow import parquet

            places = pyarrow.list_(pyarrow.list_(pyarrow.int64()))
            kinds = {"direct": pyarrow.bool_(), "content": places, "quotes": places}
            kinds |= {"start": pyarrow.int64(), "end": pyarrow.int64()}
            columns = pyarrow.schema([(name, kinds.get(name, pyarrow.string())) for name in _STATEMENT])
            parquet.write_table(pyarrow.Table.from_pylist(rows, columns), file)
        case ".jsonl":
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        case other:
            raise InputError(
                f"statements: {other or 'a file without an ending'} is not written. Give .parquet or .jsonl."
            )
    return len(rows)


async def correct(client: AsyncClient, file: Path) -> AsyncIterator[tuple[schema.CorrectionOut, str]]:
    """Make the corrections of a file that `onrecord corrections --json` wrote; each with why it cannot be made here."""
    try:
        made = schema.Corrections.model_validate_json(file.read_bytes()).corrections
    except OSError as error:
        raise InputError(f"{file}: it cannot be read ({error.strerror}). Check the path.") from None
    except ValidationError:
        raise InputError(
            f"{file}: it holds no corrections. Give a file that `onrecord corrections --json` wrote."
        ) from None
    for one in reversed(made):
        try:
            if one.statements:
                await client.attribute([s.id for s in one.statements], one.speaker)
            else:
                await client.merge(one.name or "", one.speaker or "")
        except (InputError, NotFound) as error:
            yield one, str(error)
        else:
            yield one, ""


async def faults(client: AsyncClient) -> AsyncIterator[tuple[str, list[str]]]:
    """Each article's source, and what is wrong with it: words that are not where they are said to stand."""
    for record in (await client.articles(limit=None)).articles:
        try:
            text = (await client.article(record.id)).text
            if record.earlier:
                await client.versions(record.id)
            found = await client.statements(record.id)
        except OnrecordError as error:
            yield record.source, [str(error)]
            continue
        wrong = [] if len(text) == record.chars else ["its text is not as long as its record says."]
        wrong += [f"a statement at {s.start} does not stand there." for s in found if not _stands(s, text)]
        yield record.source, wrong


def _stands(statement: StatementOut, text: str) -> bool:
    """Whether a statement's words are the article's, and what it says of them lies in it."""
    start, end = statement.start, statement.end
    named = [part for part in (statement.mention, statement.cue) if part]
    return (
        text[start:end] == statement.text
        and all(start <= a < b <= end for a, b in (*statement.content, *statement.quotes))
        and all(text[part.start : part.end] == part.text for part in named)
    )
