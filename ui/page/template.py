"""Gradio's page template under our own name: what other sites show of a link to the page says what it is."""

from __future__ import annotations

import re
from pathlib import Path

import gradio
from gradio.routes import templates
from jinja2 import FileSystemLoader, FunctionLoader

_THEIRS = re.compile(r"<meta\s+(?:property=\"og:|name=\"twitter:)[^>]*>\s*")
_OURS = """<meta property="og:site_name" content="Onrecord" />
<meta property="og:title" content="Onrecord" />
<meta property="og:type" content="website" />
<meta property="og:description" name="description"
  content="Ask a news archive who said what. Every quotation verbatim, every claim cited." />
"""


def use_our_name() -> None:
    """From here on, in this process, pages are made from the template so changed."""
    files = FileSystemLoader(Path(gradio.__file__).parent / "templates")
    templates.env.loader = FunctionLoader(lambda name: named(files.get_source(templates.env, name)[0]))


def named(template: str) -> str:
    """A template without the tags that name Gradio, and with ours."""
    return _THEIRS.sub("", template).replace("</head>", _OURS + "</head>", 1)
