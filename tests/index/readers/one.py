"""A file that holds one article."""

from __future__ import annotations

from index.article import Article
from index.load import parse

PAGE = """<html><head><title>Ferry sails again</title><meta charset="utf-8"></head><body><article><h1>Ferry sails</h1>
<p>Mayor Tom Dell said the ferry would sail again, after three weeks in the dock for repairs to its hull.</p>
<p>“We are safe,” Dell said. “The tolls stay where they are, and so does the ferry.”</p></article></body></html>"""


def one(name: str, data: bytes) -> Article:
    (article,) = parse(name, data)
    assert isinstance(article, Article), article
    return article
