"""The page: ask, check each quotation in its article, and keep the archive.

Importing this does no work: Gradio, which takes seconds, is imported when the page is mounted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from qa import Assistant

__all__ = ["CONTENT_SECURITY_POLICY", "mount"]

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        # Gradio starts from an inline script and compiles its templates with Function().
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
"""What the page needs, and nothing from another host."""

_LOOKED = 0.01
"""Seconds until Gradio looks again whether anything is to be done: with its own thousandth, an idle server keeps a
twentieth of a core busy."""


def mount(
    app: FastAPI,
    assistant: Assistant,
    *,
    private: bool = False,
    every: float | None = None,
    name: str | None = None,
) -> FastAPI:
    """The app, which `create_app` made, with the page at "/"; where a key is wanted, the page asks for it.

    private: pages of this machine and its network may be fetched, too. every: seconds between two readings of what is
    followed, if this server reads it. name: the archive's, where others are served beside it.
    """
    import gradio
    from starlette.middleware import Middleware

    from ui.page.blocks import FAVICON, HEAD, THEME, blocks
    from ui.page.password import PasswordGate
    from ui.page.template import use_our_name

    use_our_name()
    # The innermost: the guard stands before this door too.
    app.user_middleware.append(Middleware(PasswordGate, app.state.access))
    shown = blocks(assistant, private, every, name)
    shown._queue.sleep_when_free = _LOOKED
    mounted: FastAPI = gradio.mount_gradio_app(
        app,
        shown,
        path="/",
        run_history=False,
        footer_links=[],
        ssr_mode=False,
        show_error=False,
        max_file_size="1kb",  # The page sends files to its own functions; nobody needs this way in.
        favicon_path=str(FAVICON),
        theme=THEME,
        head=HEAD,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
    )
    return mounted
