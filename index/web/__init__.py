"""Pages, feeds and folders that are followed: asked for politely, within bounds, and never twice for the same."""

from index.web.fetcher import Fetched, Fetcher, Validators
from index.web.page import articles, fetched

__all__ = ["Fetched", "Fetcher", "Validators", "articles", "fetched"]
