"""A Chroma server: where it is, and what it wants to be asked with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ChromaServer:
    """A server, a distributed Chroma or Chroma Cloud."""

    url: str
    """http://host:port or https://host."""
    token: str | None = field(default=None, repr=False)
    """Sent as X-Chroma-Token, as Chroma Cloud wants it; another server's may be one of the headers."""
    tenant: str = "default_tenant"
    database: str = "default_database"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Sent with every request, to a proxy before it say."""
    certificate: str | None = None
    """A file with the certificate that signed the server's, where no public authority did."""

    @property
    def sent(self) -> dict[str, str]:
        """All headers, the token's included."""
        return {**self.headers, **({"X-Chroma-Token": self.token} if self.token else {})}
