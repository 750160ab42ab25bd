"""Articles in, evidence that can be searched."""

from index.address import on_the_web
from index.archive import Archive
from index.article import (
    Article,
    ArticleRecord,
    Correction,
    Excerpt,
    Passage,
    Span,
    Statement,
    Version,
    is_ocr,
    page_at,
)
from index.derived import Order, Speaker
from index.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveMismatch,
    ArchiveUnusable,
    ArticleNotFound,
    InputError,
    NotAllowed,
    NotFound,
    OnrecordError,
)
from index.filters import Filters
from index.find import Extract, Facets, Found, extracts, marks
from index.given import Contents, Listed, Report, Said
from index.home import default_folder, seeds
from index.remote import ChromaServer
from index.said import AllSaid, Sorting
from index.search import Hit

__all__ = [
    "AllSaid",
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveMismatch",
    "ArchiveUnusable",
    "Article",
    "ArticleNotFound",
    "ArticleRecord",
    "ChromaServer",
    "Contents",
    "Correction",
    "Excerpt",
    "Extract",
    "Facets",
    "Filters",
    "Found",
    "Hit",
    "InputError",
    "Listed",
    "NotAllowed",
    "NotFound",
    "OnrecordError",
    "Order",
    "Passage",
    "Report",
    "Said",
    "Sorting",
    "Span",
    "Speaker",
    "Statement",
    "Version",
    "default_folder",
    "extracts",
    "is_ocr",
    "marks",
    "on_the_web",
    "page_at",
    "seeds",
]
