"""Articles read, cut, embedded and searched for statements on a Ray cluster: the room that knows Ray.

The work is spread with Ray Data by the same code as on one machine; one writer, this process, puts what comes back into
the archive. Files are read where the work is: every machine of the cluster must have them under the same paths.
"""

from __future__ import annotations

import logging
import os
import pickle
import socket
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from index.archive import Archive, Progress
from index.article import Article
from index.embed import SentenceTransformerEmbedder
from index.entry import Entry, made_of
from index.errors import InputError, OnrecordError
from index.given import Report
from index.load import Failure, Note, Options, counted, files, read
from index.statements import find_all

if TYPE_CHECKING:
    import numpy as np

LOCAL = "local"
"""Instead of a cluster's address: one of this machine alone, for as long as the work takes."""
_BATCH = 32
_PATIENCE = 5
"""Seconds for a cluster's machine to answer."""


class Made(NamedTuple):
    """What became of a batch of what was read."""

    entries: Sequence[Entry]
    others: Sequence[Failure | Note]
    unchanged: int


def add(
    archive: Archive, paths: Iterable[Path], options: Options, address: str, progress: Progress | None = None
) -> Report:
    """Add the articles of files and folders, as `Archive.add` does, worked on by the Ray cluster at an address.

    Raises InputError where Ray is not installed or no cluster is there, OnrecordError where it fails meanwhile: what
    was written is kept, and only the rest is worked on the next time.
    """
    report = Report()
    found = [*files(paths)]
    report.note(found)
    known = {record.id: record.version for record in archive.articles()}
    inputs = [path for path in found if isinstance(path, Path)]
    with _cluster(address):
        for made in _made(inputs, options, known, archive.maker.embedder) if inputs else ():
            report.note(made.others)
            report.unchanged += made.unchanged
            # Of two with one source in a batch, the later.
            if entries := [*{entry.article.id: entry for entry in made.entries}.values()]:
                written = archive.put(entries)
                report.added += written.added
                report.updated += written.updated
                report.notes += written.notes
            if progress:
                progress(len(made.entries) + made.unchanged + counted(made.others))
    return report


def _made(paths: Sequence[Path], options: Options, known: Mapping[str, str], embedder: str) -> Iterator[Made]:
    """What becomes of the files' articles, batch by batch, in whichever order the machines are done."""
    import ray.data

    # One core is left to reading.
    cores = max(1, int(ray.cluster_resources().get("CPU", 1)) - 1)
    made = (
        ray.data.from_items([{"path": str(path)} for path in paths])
        .flat_map(_Reading(options))
        .repartition(target_num_rows_per_block=_BATCH)  # A large file is worked on by all cores.
        .map_batches(
            _Making,
            fn_constructor_kwargs={"known": known, "embedder": embedder},
            batch_size=_BATCH,
            num_cpus=1,
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=cores),
        )
    )
    for row in made.iter_rows():
        yield pickle.loads(row["made"])


class _Reading:
    """A file's path -> what is in it, an item a row. Rows hold bytes: Ray's tables know nothing of articles."""

    def __init__(self, options: Options):
        self._options = options

    def __call__(self, row: Mapping[str, str]) -> Iterator[dict[str, bytes]]:
        return ({"item": pickle.dumps(item)} for item in read([Path(row["path"])], self._options))


class _Making:
    """Made once for each core that works: items -> the entries of the articles that are new or changed.

    known: the version of each article that the archive holds, by its id.
    """

    def __init__(self, known: Mapping[str, str], embedder: str):
        self._known = known
        self._embedder = SentenceTransformerEmbedder(embedder, cores=1)

    def __call__(self, rows: Mapping[str, np.ndarray[Any, Any]]) -> dict[str, list[bytes]]:
        items = [pickle.loads(item) for item in rows["item"]]
        articles = [item for item in items if isinstance(item, Article)]
        changed = [article for article in articles if self._known.get(article.id) != article.version]
        entries = made_of(changed, find_all, self._embedder) if changed else []
        others = [item for item in items if not isinstance(item, Article)]
        return {"made": [pickle.dumps(Made(entries, others, len(articles) - len(changed)))]}


@contextmanager
def _cluster(address: str) -> Iterator[None]:
    """The cluster while the block runs; one of this machine's own ends with it."""
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # An archive is private.
    try:
        import ray
        from ray.data import DataContext
        from ray.exceptions import RayError
    except ImportError as error:
        raise InputError('Ray is not installed. Install it with `pip install "ray[data]"`.', "ray") from error
    _reachable(address)
    dashboard = False if address == LOCAL else None
    try:
        ray.init(address=address, include_dashboard=dashboard, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, ValueError) as error:
        raise _no_cluster(address, error) from error
    DataContext.get_current().enable_progress_bars = False
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    try:
        yield
    except RayError as error:
        raise OnrecordError(
            f"The Ray cluster at {address} failed ({str(error).strip().splitlines()[-1]}). Every machine of it wants "
            "Onrecord installed and the files under the same paths. What was done is kept: index again."
        ) from error
    finally:
        ray.shutdown()


def _reachable(address: str) -> None:
    """Raise InputError where nothing listens: Ray itself would go on trying for minutes."""
    host, _, port = address.rpartition(":")
    if not port.isdigit():
        return  # Not a machine's: `local`, `auto`.
    try:
        socket.create_connection((host.rpartition("/")[2], int(port)), _PATIENCE).close()
    except OSError as error:
        raise _no_cluster(address, error) from error


def _no_cluster(address: str, error: Exception) -> InputError:
    return InputError(
        f"--ray {address}: no Ray cluster answers there ({error}). Give the address that `ray start --head` names, "
        f"or {LOCAL}.",
        "ray",
    )
