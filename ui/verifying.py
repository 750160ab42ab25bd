"""The API's door for capsules: whether their quotations stand in the archive as they were cited."""

from __future__ import annotations

from fastapi import APIRouter

from index import Archive, InputError
from qa.standing import State, standing
from ui.capsule import Capsule
from ui.schema.checked import StandingOut, Verified

_TOLD: dict[State, str] = {
    "verbatim": "verbatim there",
    "changed": "article changed, the words still stand",
    "gone": "the words are gone",
    "not_held": "article not held",
}


def add_to(router: APIRouter, archive: Archive) -> None:
    """Put POST /verify into the API's router."""

    @router.post("/verify", response_model=Verified, summary="Verify a capsule", tags=["drafts"])
    def verify(capsule: Capsule) -> Verified:
        """Look each quotation of a capsule up in the archive; nothing of it is kept."""
        return verified(capsule, archive)


def verified(capsule: Capsule, archive: Archive) -> Verified:
    """What became of each quotation; raises InputError where one is of none of the capsule's articles."""
    try:
        cited = capsule.cited()
    except KeyError as error:
        raise InputError(f"items: {error} is the id of none of the capsule's articles.", "items") from None
    articles = {article.id: article for article in capsule.articles}
    found = []
    for item, one in zip(capsule.items, cited, strict=True):
        state, article, start, version, now = standing(one, archive)
        source = articles[item.target.source]
        found.append(
            StandingOut(
                id=item.id,
                state=state,
                told=_TOLD[state],
                text=one.exact,
                speaker=item.speaker,
                source=article.source if article else source.source,
                title=article.title if article else source.title,
                published=article.published if article else source.published,
                article=article.id if article else None,
                start=start,
                end=None if start is None else start + len(one.exact),
                moved=start is not None and start != one.start,
                version=version.id if version else None,
                replaced=version.replaced if version else None,
                now=now or None,
            )
        )
    return Verified(quotations=found, faults=sum(one.start is None for one in found))
