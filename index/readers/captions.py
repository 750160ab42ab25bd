"""Subtitles: SRT and WebVTT, whose speakers become turns."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from index.english.names import LABELLED
from index.errors import InputError
from index.readers.file import Draft, File, Found
from index.readers.reader import Reader

_PAUSE = 2.0
"""Seconds of silence after which a sentence's end is a paragraph's."""
_ENDS = '.?!”"'
"""Of sentences."""
_FIRST = re.compile(r"\s*\d+[ \t]*\r?\n\d+:\d\d:\d\d[,.]\d{3} --> \d+:\d\d:\d\d[,.]\d{3}")
"""How SRT begins: a number, and under it from when to when."""
_LABEL = re.compile(rf"{LABELLED}:(?= )")
_CHANGE = re.compile(r"(?:>>+|[-–—](?=\s?[A-Z\"“]))\s*")


def _read(file: File) -> Iterator[Found]:
    import webvtt
    from webvtt.errors import MalformedCaptionError, MalformedFileError

    text = file.text.replace("\r\n", "\n")
    try:
        if text.startswith("WEBVTT"):
            captions = webvtt.WebVTT.from_string(text)
        else:
            captions = webvtt.WebVTT.from_buffer(io.StringIO(text), format="srt")
    except (MalformedCaptionError, MalformedFileError) as error:
        raise InputError(f"the subtitles cannot be read ({error}).") from None
    if not (turns := "\n\n".join(_turns(captions))):
        raise InputError("the subtitles hold no words.")
    yield Draft({"text": turns})


def _turns(captions: Any) -> Iterator[str]:
    """What is said, a paragraph for each turn; whom the subtitles name is set before it, as in a transcript."""
    said: list[str] = []
    speaker = last = None
    ended = 0.0
    for caption in captions:
        fresh = caption.voice != speaker
        speaker = caption.voice
        for line in caption.text.split("\n"):
            words = " ".join(re.sub(r"<[^<>]{0,40}>|\{\\\w+\}", "", line).split())
            if not words or words == last:  # Live captions show each line twice, rolling up.
                continue
            last = words
            change = _CHANGE.match(words)
            quiet = caption.start_in_seconds - ended >= _PAUSE and said and said[-1][-1] in _ENDS
            label = _LABEL.match(words)
            named = label and (label[0].isupper() or not said or said[-1][-1] in _ENDS)
            if fresh or change or named or quiet:
                if said:
                    yield " ".join(said)
                said = [f"{speaker.upper()}:"] if fresh and speaker else []
                fresh = False
            said.append(words[change.end() :] if change else words)
        ended = caption.end_in_seconds
    if said:
        yield " ".join(said)


def _begins(file: File) -> bool:
    return file.beginning.startswith("WEBVTT") or _FIRST.match(file.beginning) is not None


READER = Reader("subtitles", (".srt", ".vtt"), _read, _begins, unmistakable=True)
