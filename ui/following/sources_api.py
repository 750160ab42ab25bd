"""What is followed, over HTTP."""

from __future__ import annotations

from pathlib import Path

from fastapi import APIRouter

from index import InputError, on_the_web
from index.web.sources import Source, Sources
from ui.following.shapes import SourceChanges, SourceIn, SourceOut, SourcesOut


def add_to(routes: APIRouter, folder: Path, every: float | None) -> None:
    """Add the routes; folder is the archive's, every the seconds between two readings by this server, if it reads."""

    @routes.get("/sources", response_model=SourcesOut, summary="What is followed", tags=["sources"])
    def sources() -> SourcesOut:
        """In the order in which they were added."""
        with Sources(folder) as followed:
            held = followed.all()
        return SourcesOut(every=every, total=len(held), sources=[SourceOut.of(source) for source in held])

    @routes.post("/sources", response_model=SourceOut, summary="Follow a feed or sitemap", tags=["sources"])
    def follow(told: SourceIn) -> SourceOut:
        """What it lists comes into the archive as it comes in; one that is followed already stays as it is."""
        with Sources(folder) as followed:
            return SourceOut.of(followed_on_the_web(told.address, followed))

    @routes.patch("/sources/{id}", response_model=SourceOut, summary="Pause it, or go on with it", tags=["sources"])
    def change(id: str, changes: SourceChanges) -> SourceOut:
        with Sources(folder) as followed:
            return SourceOut.of(followed.pause(id, changes.paused))

    @routes.delete("/sources/{id}", response_model=SourceOut, summary="Follow it no longer", tags=["sources"])
    def forget(id: str) -> SourceOut:
        """Its articles stay."""
        with Sources(folder) as followed:
            return SourceOut.of(followed.forget(id))


def followed_on_the_web(address: str, followed: Sources) -> Source:
    """Follow an address of the web: what folders this machine has is no business of who asks a server."""
    if not (whole := on_the_web(address)):
        raise InputError(
            "address: it is no address of the web. Write it like https://example.com/rss; folders are followed by the "
            "command `onrecord follow`.",
            "address",
        )
    return followed.follow(whole)
