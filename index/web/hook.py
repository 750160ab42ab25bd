"""Telling a server of the web what is new: a webhook."""

from __future__ import annotations

import asyncio
import hashlib
import hmac

import httpx

from index.errors import NotFetched
from index.web.fetcher import AGENT, wanted_wait
from index.web.transport import PublicTransport

SIGNATURE = "X-Onrecord-Signature"
"""The header that has the signature: sha256= and the HMAC of the body with the secret, in hexadecimal digits."""

_MAX_SECONDS = 15


async def send(address: str, body: bytes, secret: str, *, private: bool = False) -> None:
    """POST JSON to an address, signed. Raises NotFetched where it is not taken; redirects are not followed.

    private: the address may be of this machine and its network.
    """
    headers = {"User-Agent": AGENT, "Content-Type": "application/json", SIGNATURE: signature(body, secret)}
    try:
        async with (
            asyncio.timeout(_MAX_SECONDS),
            httpx.AsyncClient(transport=PublicTransport(private), timeout=_MAX_SECONDS) as http,
            # What it answers is not read.
            http.stream("POST", address, content=body, headers=headers) as response,
        ):
            if not response.is_success:
                answered = f"its server answered {response.status_code} {response.reason_phrase}".rstrip()
                raise NotFetched(f"{answered}.", response.status_code, wanted_wait(response))
    except TimeoutError:
        raise NotFetched(f"it did not answer within {_MAX_SECONDS} seconds.") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise NotFetched(f"it cannot be reached ({type(error).__name__}: {error}).") from None


def signature(body: bytes, secret: str) -> str:
    """What the header says of a body."""
    return f"sha256={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"
