"""What can go wrong in a way that the user can mend; each message says how.

OnrecordError
├── InputError           what was given cannot be used: a file, a field, a question
├── NotFound             what is named is not there: a statement, a correction
│   └── ArticleNotFound  no article has this id or source
├── NotAllowed           who acts may read the archive, and not change it
├── NotFetched           nothing came from an address of the web
├── ModelUnusable        a model that comes with Onrecord is not the one it was made with
├── ArchiveBusy          another process owns the archive's folder
└── ArchiveUnusable      the archive cannot be opened as it is
    ├── ArchiveDamaged   what it stores does not hold together: `onrecord rebuild`
    └── ArchiveMismatch  another embedding model or extractor made it: `onrecord rebuild`
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The base of all; `code` names the kind to programs, the message is a sentence for people."""

    code = "error"


class InputError(OnrecordError):
    """What was given cannot be used."""

    code = "bad_input"

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


class NotFound(OnrecordError):
    """What is named is not there."""

    code = "not_found"


class ArticleNotFound(NotFound):
    """No article has this id or source."""

    code = "article_not_found"


class NotAllowed(OnrecordError):
    """Who acts may read the archive, and not change it."""

    code = "not_allowed"


class NotFetched(OnrecordError):
    """Nothing came from an address of the web; status is what its server answered, wait the seconds it asks for."""

    code = "not_fetched"

    def __init__(self, message: str, status: int | None = None, wait: float | None = None):
        super().__init__(message)
        self.status = status
        self.wait = wait


class ModelUnusable(OnrecordError):
    """A model that comes with Onrecord was changed or came down broken."""

    code = "model_unusable"


class ArchiveBusy(OnrecordError):
    """Another process owns the archive; `address` is the owner's, where it is a server."""

    code = "archive_busy"

    def __init__(self, message: str, address: str | None = None):
        super().__init__(message)
        self.address = address


class ArchiveUnusable(OnrecordError):
    """The archive cannot be opened as it is."""

    code = "archive_unusable"


class ArchiveDamaged(ArchiveUnusable):
    """What the archive stores does not hold together."""

    code = "archive_damaged"


class ArchiveMismatch(ArchiveUnusable):
    """The archive was made by another embedding model or another version of the extractor."""

    code = "archive_mismatch"
