"""Figures for Prometheus at /metrics: of questions through every way in, and of requests that were refused."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qa import Answer, Assistant

_SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The figures of one server; no label holds anything that somebody typed."""

    def __init__(self, assistant: Assistant):
        self._registry = registry = CollectorRegistry()
        self._questions = Counter(
            "onrecord_questions", "Questions answered, by what came of them.", ["status"], registry=registry
        )
        self._seconds = Histogram(
            "onrecord_question_seconds", "How long their answers took.", buckets=_SECONDS, registry=registry
        )
        self._refused = Counter(
            "onrecord_refused_requests", "Requests that were refused or failed.", ["code"], registry=registry
        )
        articles = Gauge("onrecord_articles", "Articles in the archive.", registry=registry)
        articles.set_function(lambda: len(assistant.archive.articles()))
        ProcessCollector(registry=registry)
        assistant.watchers.append(self._answered)

    def _answered(self, answer: Answer | None, seconds: float) -> None:
        self._questions.labels(answer.status if answer else "failed").inc()
        self._seconds.observe(seconds)

    def refused(self, status: int) -> None:
        """A request was answered with this status, an error."""
        self._refused.labels(str(status)).inc()

    def route(self) -> Route:
        """What answers at /metrics."""

        def shown(_: Request) -> Response:
            return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)

        return Route("/metrics", shown)


class CountRefused:
    """ASGI middleware, outside of what refuses."""

    def __init__(self, app: ASGIApp, metrics: Metrics):
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] >= 400:
                self._metrics.refused(message["status"])
            await send(message)

        try:
            await self._app(scope, receive, counted)
        except Exception:
            self._metrics.refused(500)  # What nobody foresaw is answered outside of every middleware.
            raise
