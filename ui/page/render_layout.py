"""The claims of an answer in the layout that its shape needs."""

from __future__ import annotations

from qa import Answer
from ui.page import render_claim


def claims(answer: Answer, origin: str) -> str:
    """All of an answer's claims."""
    answering = render_claim.answering(answer.claims)
    return "".join(
        render_claim.claim(one, answer.claims[:n], origin, one in answering) for n, one in enumerate(answer.claims)
    )
