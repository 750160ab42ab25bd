"""HTTP to addresses of the public web alone."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import httpx

from index.errors import NotFetched

_ALONE = httpx.Limits(max_keepalive_connections=0)
"""A connection serves one request: two names may share an address, and each is to show its own certificate."""


class PublicTransport(httpx.AsyncHTTPTransport):
    """Connects to the very address that was looked at: a name that means another one by then (DNS rebinding) leads
    nowhere else. private: also this machine and its network may be asked.
    """

    def __init__(self, private: bool):
        super().__init__(limits=_ALONE)
        self._private = private

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host
        request.extensions = {**request.extensions, "sni_hostname": name}
        request.url = request.url.copy_with(host=await self._address(name))
        return await super().handle_async_request(request)

    async def _address(self, name: str) -> str:
        try:
            found = await asyncio.get_running_loop().getaddrinfo(name, None, type=socket.SOCK_STREAM)
        except OSError:
            raise NotFetched(f"there is no {name}. Check the address.") from None
        addresses = [str(place[0]) for *_, place in found]
        if not (self._private or all(map(_is_public, addresses))):
            raise NotFetched(
                f"{name} is this machine or one of its network, which is not asked. Save the page, and add it."
            )
        return addresses[0]


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    return found.is_global and not found.is_multicast
