"""A chat model by name, through LangChain; and what went wrong with one, in words a reader can use."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, cast

from pydantic import HttpUrl, SecretStr, TypeAdapter, ValidationError

from index import InputError

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

logger = logging.getLogger(__name__)

WINDOW = 4096
"""Tokens that a model is taken to read and write at once where nobody says: even small local ones can."""

TIMEOUT = 60.0
"""Seconds to wait for the model to begin, however often it is tried, and for each piece of its answer."""

_TRIES = 3
_NO_KEY = "not-needed"
"""What a server of one's own is sent in place of a key: the clients insist on one."""


_TOO_LONG = re.compile(r"context.{0,20}(?:length|window|size)|too many tokens|maximum.{0,20}tokens", re.I)
"""How servers say that they cannot read so much: not all do it by a code."""


class ModelFault(Exception):
    """The chat model did not answer; the message is a sentence for the reader, without anything of a key."""


def answer_tokens(window: int) -> int:
    """How much of a window is the answer's: four claims take some 300 tokens, thinking before them more."""
    return window // 4


def open_model(
    name: str, url: str | None = None, key: str | None = None, timeout: float = TIMEOUT, window: int = WINDOW
) -> BaseChatModel:
    """The model "PROVIDER:NAME", at its provider's or at a url.

    At its provider's, the key is that of the provider's own variable. At a url it is `key` or a placeholder, never
    the provider's. Raises InputError where there is no such provider, no package for it, no key, or no such address.
    """
    provider, _, model = name.partition(":")
    if not model:
        raise InputError(
            f"--model: write PROVIDER:NAME, like openai:gpt-5-mini or ollama:llama3.2, not {name}.", "model"
        )
    if key and not (key.isascii() and key.isprintable()):
        raise InputError("ONRECORD_MODEL_KEY: it has characters that no key has. Copy the key once more.", "model")
    if url:
        _check(url)
    from langchain.chat_models import init_chat_model

    given = _at(provider, url, key, timeout, window)
    try:
        opened: BaseChatModel = init_chat_model(model, model_provider=provider, **given)
    except ImportError as error:
        raise InputError(f"--model: {provider} needs a package. Run: pip install {_lacking(error)}", "model") from None
    except ValueError as error:
        if "provider" in str(error).lower():
            raise InputError(
                f"--model: LangChain knows no provider {provider!r}. openai:NAME is one.", "model"
            ) from None
        raise InputError(f"--model: {provider} cannot be used as it is set up. Check its variables.", "model") from None
    except Exception as error:
        # The provider's message may hold part of a key, and what is wrong is nearly always that there is none.
        raise _keyless(provider, f" ({type(error).__name__})") from None
    if not url and _lacks_key(opened, provider):
        raise _keyless(provider)
    return opened


def _check(url: str) -> None:
    try:
        TypeAdapter(HttpUrl).validate_python(url)
    except ValidationError:
        # Before an @ stand a name and a password.
        raise InputError(
            f"--model-url: write an address like http://127.0.0.1:8000/v1, not {url.rpartition('@')[2]}.", "model_url"
        ) from None


def _lacks_key(opened: BaseChatModel, provider: str) -> bool:
    """Whether a package opens without the key that it takes from the environment: Anthropic's says so when asked."""
    key = getattr(opened, f"{provider}_api_key", None)
    return isinstance(key, SecretStr) and not (key.get_secret_value() or f"{provider.upper()}_AUTH_TOKEN" in os.environ)


def _keyless(provider: str, error: str = "") -> InputError:
    return InputError(
        f"--model: {provider} cannot be used{error}. Set its key in the environment ({provider.upper()}_API_KEY), or "
        "name a server of your own with --model-url.",
        "model",
    )


def pieces(model: BaseChatModel, messages: Sequence[BaseMessage], timeout: float = TIMEOUT) -> Generator[str]:
    """What the model writes, piece by piece; raises ModelFault where it does not.

    Where that may help, it is asked again: before it has begun, and never after a time-out, so that it is waited for
    once. The providers' own packages do not tell the two apart.
    """
    from langchain_core.runnables import RunnableLambda

    until = time.monotonic() + timeout

    def first(asked: Sequence[BaseMessage]) -> tuple[list[str], Generator[Any]]:
        stream = cast(Generator[Any], model.stream(list(asked)))
        return [str(chunk.text) for chunk in islice(stream, 1)], stream

    asked_again = RunnableLambda(first).with_retry(
        retry_if_exception_type=lambda error: _passes(error) and time.monotonic() < until,
        exponential_jitter_params={"initial": 0.5, "jitter": 0.5},
        stop_after_attempt=_TRIES,
    )
    begun = False
    try:
        begin, stream = asked_again.invoke(messages)
        with closing(stream):
            for piece in chain(begin, (str(chunk.text) for chunk in stream)):
                yield piece
                begun = True
    except Exception as error:
        # Whatever a provider's package raises. Its message is not logged: it may hold part of a key.
        logger.warning("the chat model failed: %s", type(error).__name__)
        raise fault(error, begun) from None


def fault(error: Exception, begun: bool = False) -> ModelFault:
    """What a provider's error means, whoever the provider is; begun: whether the answer had."""
    meaning = _meaning(error)
    if begun and meaning == _UNREACHED:
        return ModelFault("The chat model's answer broke off.")
    return ModelFault(f"The chat model {meaning}." if meaning else "The chat model's answer could not be read.")


_UNREACHED = "cannot be reached"
_SLOW = "took too long to answer"
_TOO_MUCH = "cannot read so much at once (set a smaller ONRECORD_MODEL_WINDOW)"
_REFUSED = "refused the request"
_TOO_OFTEN = "is asked too much at the moment (its rate limit)"
_FAILED = "failed on its side"
_BY_STATUS = {
    400: _REFUSED,
    401: "did not accept the key",
    403: "does not allow this key to use it",
    404: "is not known under this name where it was asked for",
    429: _TOO_OFTEN,
}
_PASSING = frozenset({_UNREACHED, _TOO_OFTEN, _FAILED})


def _passes(error: BaseException) -> bool:
    return isinstance(error, Exception) and _meaning(error) in _PASSING


def _meaning(error: Exception) -> str | None:
    """By LangChain's kinds of error where the provider's package has them, else by what HTTP says."""
    from httpx import TimeoutException, TransportError
    from langchain_core import exceptions as known

    status = getattr(error, "status_code", None) or 0
    if isinstance(error, known.ModelTimeoutError | TimeoutException):
        return _SLOW
    if isinstance(error, known.ModelConnectionError | TransportError | ConnectionError):
        return _UNREACHED
    if isinstance(error, known.ContextOverflowError) or (status == 400 and _TOO_LONG.search(str(error))):
        return _TOO_MUCH
    if isinstance(error, known.ModelAPIError) or status >= 500:
        return _FAILED
    return _BY_STATUS.get(status)


def _at(provider: str, url: str | None, key: str | None, timeout: float, window: int) -> dict[str, Any]:
    """What a provider's class is to be told: how long, how much, and at a url, what stands in for its own variables."""
    most = answer_tokens(window)
    if provider == "ollama":
        # Its package sends OLLAMA_API_KEY anywhere, unless there is another.
        headers = {"authorization": f"Bearer {key or _NO_KEY}"} if url else {}
        own = {"num_ctx": window, "num_predict": most, "client_kwargs": {"timeout": timeout, "headers": headers}}
        return {**own, "base_url": url} if url else own
    tried = {"timeout": timeout, "max_retries": 0}
    if not url:
        # A provider's own limits are better than a guess: a model that thinks first needs far more than it shows.
        return tried
    nothing = {"default_headers": dict.fromkeys(("OpenAI-Organization", "OpenAI-Project"), "")}
    at = {"base_url": url, "api_key": key or _NO_KEY, "max_tokens": most}
    return {**tried, **at, **(nothing if provider == "openai" else {})}


def _lacking(error: ImportError) -> str:
    """The package of the module that is missing: LangChain raises its own error from that of the import."""
    missing = error.__cause__ if isinstance(error.__cause__, ImportError) else error
    return (missing.name or "langchain").partition(".")[0].replace("_", "-")
