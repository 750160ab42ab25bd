"""What was fetched -> articles, by the readers that files have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from index.article import Article
from index.errors import NotFetched
from index.load import Failure, Note, Options, parse
from index.readers import AS_THEY_ARE
from index.web.fetcher import Fetched, Fetcher


def articles(page: Fetched, options: Options = AS_THEY_ARE) -> Iterator[Article | Failure | Note]:
    """The articles that stand at an address, their source without what only tells who sent the reader there."""
    from courlan import clean_url

    source = clean_url(page.address) or page.address
    yield from parse(source.partition("#")[0], page.data, options, page.kind, page.charset)


async def fetched(
    addresses: Iterable[str], fetcher: Fetcher, options: Options = AS_THEY_ARE
) -> list[Article | Failure | Note]:
    """What stands at these addresses, one after the other."""
    found: list[Article | Failure | Note] = []
    for address in addresses:
        try:
            page = await fetcher.get(address)
        except NotFetched as error:
            found.append(Failure(address, str(error)))
        else:
            found += articles(page, options) if page else ()
    return found
