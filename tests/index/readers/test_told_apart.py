"""What a file is, it is known by what it holds."""

from __future__ import annotations

import json

import pytest

from index.article import Article
from index.load import parse
from tests.index.readers.one import PAGE, one


@pytest.mark.parametrize(
    "data", [PAGE.encode(), rb"{\rtf1 Ferry sails}", b"WEBVTT\n\n00:01.000 --> 00:02.000\nFerry sails"]
)
def test_a_file_that_begins_like_another_format_than_its_name_s_is_read_as_that(data: bytes) -> None:
    assert one("a.txt", data).text.startswith("Ferry sails")


_SRT = "1\r\n00:00:01,000 --> 00:00:02,000\r\nFerry sails\r\n"


_ROW = "url,title,content\nhttp://example.com/a,Ferry,"


_CALLED_OTHERWISE = {
    "subtitles": _SRT,
    "a list": json.dumps([{"url": "a", "text": "Ferry sails"}]),
    "a list, set out": json.dumps([{"url": "a", "text": "Ferry sails"}], indent=2),
    "an article": json.dumps({"source": "a", "text": "Ferry sails"}),
    "an answer": json.dumps({"status": "ok", "articles": [{"url": "a", "content": "Ferry sails"}]}),
    "lines": '{"source": "a", "text": "Ferry sails"}\n\n{"source": "b", "text": "Two."}\n',
    "a table": _ROW + "Ferry sails\n",
    "a table of long cells": _ROW + '"Ferry sails' + " again,\nand again" * 300 + '"\n',
    "a table with tabs": _ROW.replace(",", "\t") + "Ferry sails\n",
}


@pytest.mark.parametrize("text", _CALLED_OTHERWISE.values(), ids=_CALLED_OTHERWISE)
@pytest.mark.parametrize("name", ["news.txt", "news.md", "news"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_json_and_subtitles_are_found_by_what_they_hold(text: str, name: str, encoding: str) -> None:
    found = next(parse(name, text.encode(encoding)))
    assert isinstance(found, Article)
    assert found.text.startswith("Ferry sails")


_PROSE = {
    "a list of names": "Text, source, title, author: all were missing.\n\nThe clerk, Bo Li, had lost them.\n",
    "names alone": "text, source\nBo Li, Corby\n",
    "names in a line": "title,text,url\n\nThese three are what a table needs, Bo Li said.\n",
    "commas": "Dell, Ruiz, Li\nMayor, judge, clerk\n",
    "a table in Markdown": "| text | source |\n| --- | --- |\n| We sail | Dell |\n",
    "tabs": "Text\tof the speech\nSource\tBo Li\n",
    "JSON at the beginning": '{"text": "We sail"}\n\nThat is how the ferry answers, Bo Li said.\n',
    "a list of JSON at the beginning": '[{"text": "We sail"}] is how the ferry answers, Bo Li said.\n',
    "JSON of something else": '{"name": "ferry", "version": 2}\n',
    "JSON that breaks off": '[{"text": "We sail',
    "braces": '{"We sail," Dell said.}\n',
    "brackets": "[The ferry] sails, Dell said.\n",
    "a numbered list": "1\nThe ferry sails.\n\n2\nThe tolls stay.\n",
    "times": "00:00:01,000 --> 00:00:02,000 was what the clock showed.\n",
    "a number and times": "1\nFrom 00:00:01,000 --> to 00:00:02,000\n",
    "one word": "text",
}


@pytest.mark.parametrize("text", _PROSE.values(), ids=_PROSE)
@pytest.mark.parametrize("name", ["odd.txt", "odd.md"])
def test_prose_is_never_taken_for_a_table_json_or_subtitles(text: str, name: str) -> None:
    assert one(name, text.encode()).text == text


def test_json_of_something_else_is_no_article_where_no_name_says_so() -> None:
    (failure,) = parse("map.geojson", b'{"type": "FeatureCollection", "features": [{"type": "Feature"}]}')
    assert failure.reason.startswith(".geojson is not read here")
