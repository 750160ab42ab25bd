"""What an archive holds, taken out: articles that index back to the same archive, statements as a table."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx

from index.errors import InputError
from ui.client import RequestRefused, call, pages

_FIELDS = ("source", "title", "published", "modified", "publisher", "author", "url", "page_starts", "ocr_pages", "text")
_STATEMENT = ("speaker", "role", "direct", "text", "content", "quotes", "source", "title", "published", "start", "end")


async def articles(client: httpx.AsyncClient) -> AsyncIterator[str]:
    """A line of a .jsonl file for each article, in the order of their sources."""
    records = await pages(client, "/api/articles", "articles")
    for record in sorted(records, key=lambda record: record["source"]):
        whole = await call(client, "GET", f"/api/articles/{record['id']}")
        yield json.dumps({name: whole[name] for name in _FIELDS})


async def statements(client: httpx.AsyncClient, file: Path) -> int:
    """Write a table of who said what, .parquet (as Hugging Face's datasets reads it) or .jsonl; how many rows."""
    found = await pages(client, "/api/statements", "statements")
    rows = [{name: row[name] for name in _STATEMENT} for row in found]
    match file.suffix.lower():
        case ".parquet":
            import pyarrow
            from pyarrow import parquet

            parquet.write_table(pyarrow.Table.from_pylist(rows), file)
        case ".jsonl":
            file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        case other:
            raise InputError(
                f"statements: {other or 'a file without an ending'} is not written. Give .parquet or .jsonl."
            )
    return len(rows)


async def faults(client: httpx.AsyncClient) -> AsyncIterator[tuple[str, list[str]]]:
    """Each article's source, and what is wrong with it: words that are not where they are said to stand."""
    for record in await pages(client, "/api/articles", "articles"):
        address = f"/api/articles/{record['id']}"
        try:
            text = (await call(client, "GET", address))["text"]
            found = (await call(client, "GET", f"{address}/statements"))["statements"]
        except RequestRefused as error:
            yield record["source"], [str(error)]
            continue
        wrong = [] if len(text) == record["chars"] else ["its text is not as long as its record says."]
        wrong += [f"a statement at {s['start']} does not stand there." for s in found if not _stands(s, text)]
        yield record["source"], wrong


def _stands(statement: dict[str, Any], text: str) -> bool:
    """Whether a statement's words are the article's, and what it says of them lies in it."""
    start, end = statement["start"], statement["end"]
    named = [part for part in (statement["mention"], statement["cue"]) if part]
    return (
        text[start:end] == statement["text"]
        and all(start <= a < b <= end for a, b in (*statement["content"], *statement["quotes"]))
        and all(text[part["start"] : part["end"]] == part["text"] for part in named)
    )
