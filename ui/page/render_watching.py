"""Standing questions and what is new on them, as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from qa.wording import spelt
from ui.following.shapes import NewsOut, WatchOut
from ui.following.watches import Watch
from ui.page.markup import count, text
from ui.page.reference import HERE
from ui.page.render_following import ago, moment


class Watched(NamedTuple):
    """A standing question, how much was new on it in all, and the last of that."""

    watch: Watch
    total: int
    news: Sequence[NewsOut]


def watches(watched: Sequence[Watched], origin: str, now: float) -> str:
    """A list of them; origin is the page's address."""
    if not watched:
        ask = "Ask one, and press “Watch this question” below its answer."
        return f'<p class="empty">No question is watched yet. {ask}</p>'
    return f'<ul class="watches">{"".join(_watch(one, origin, now) for one in watched)}</ul>'


def _watch(one: Watched, origin: str, now: float) -> str:
    watch = one.watch
    name, feed = text(watch.question), text(f"{origin}{WatchOut.of(watch, 0).feed}")
    since = spelt(datetime.fromtimestamp(watch.made, UTC).date())
    told = f"{one.total:,} new" if one.total else "Nothing new"
    asked = moment(watch.asked, ago(now - watch.asked))
    earlier = one.total - len(one.news)
    more = f"<p>and {count(earlier, 'earlier one')}</p>" if earlier else ""
    news = f'<ol class="news">{"".join(map(_news, one.news))}</ol>{more}' if one.news else ""
    return (
        f'<li><h4><bdi>{name}</bdi></h4><p class="asked">{told} since {since}, last asked {asked}</p>'
        f"{_fault('Could not be asked', watch.fault)}{_fault('The webhook was not told', watch.hook_fault)}{news}"
        f'<div class="change"><button type="button" data-copy="{feed}" aria-label="Copy feed address of {name}">'
        f'Copy feed address</button> <button type="button" data-unwatch="{watch.id}" data-title="{name}" '
        f'aria-label="Remove {name}">Remove</button></div></li>'
    )


def _news(one: NewsOut) -> str:
    places = " · ".join(
        f'<a data-open href="{text(f"{HERE}{cited.link}")}"><bdi>{text(cited.title)}</bdi></a>'
        for cited in one.citations
    )
    return f'<li><p><bdi>{text(one.text)}</bdi></p><p class="where">{places}</p></li>'


def _fault(what: str, fault: str | None) -> str:
    return f'<p class="why">{what}: {text(fault)}</p>' if fault else ""
