"""The open news questions as articles and questions to fit and to evaluate with: `python -m bench.news DATA FOLDER`.

DATA is the folder of the reader's questions; FOLDER gets articles.jsonl, which `onrecord index` reads, and
questions.jsonl, as `onrecord evaluate` reads them: those on articles that were kept out of the reader's training.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from bench.reader.data import NEWS, Asked, Document, read_news
from bench.reader.train import is_kept_out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    documents, asked = read_news(options.data / NEWS)
    some = [n for n, one in enumerate(asked) if is_kept_out(documents[one.document])]
    options.folder.mkdir(parents=True, exist_ok=True)
    _write(options.folder / "articles.jsonl", (_article(n, document) for n, document in enumerate(documents)))
    _write(options.folder / "questions.jsonl", (_item(n, asked[n], documents[asked[n].document]) for n in some))


def _article(number: int, document: Document) -> Mapping[str, object]:
    return {"source": str(number), "title": document.title, "text": document.text}


def _item(number: int, asked: Asked, document: Document) -> Mapping[str, object]:
    evidence = [document.text[start:end] for start, end in asked.evidence]
    said = any(
        t.speaker for t in document.sentences for start, end in asked.evidence if t.start < end and start < t.end
    )
    return {
        "id": str(number),
        "kind": ("said" if said else "fact") if evidence else "unanswerable",
        "question": asked.question,
        "article": str(asked.document) if evidence else None,
        "evidence": evidence,
        "answers": [document.text[start:end] for start, end in asked.words] or evidence,
    }


def _write(file: Path, lines: Iterable[Mapping[str, object]]) -> None:
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


if __name__ == "__main__":
    main()
