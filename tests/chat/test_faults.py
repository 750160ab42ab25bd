"""A model that fails: the articles' own words stand in, a line says why, and no key is told."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass

import pytest
from langchain_core.messages import HumanMessage

from index import InputError
from qa.chat_model import ModelFault, fault, open_model, pieces
from tests.chat.conftest import Asked
from tests.chat.lies import Script

QUESTION = "What did Clara Weaver say about the ferry?"
TRUE = "Clara Weaver said: “It will run every day but Sunday.” [1]"


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ({"status": 401}, "did not accept the key"),
        ({"status": 403}, "does not allow this key"),
        ({"status": 404}, "is not known under this name"),
        ({"status": 400}, "cannot read so much at once"),
        ({"status": 429}, "is asked too much at the moment"),
        ({"status": 503}, "failed on its side"),
        ({"raw": b"<html>Not JSON</html>"}, "could not be read"),
        ({"answer": ""}, "answered nothing"),
        ({"answer": "   \n"}, "answered nothing"),
        ({"answer": "<think>Is it Weaver? It is. Then [1].</think>\n"}, "answered nothing"),
        ({"answer": "and on", "endless": True}, "did not come to an end"),
        ({"answer": "It is", "breaks_off": True}, "broke off"),
        ({"silent": 1.5, "timeout": 0.3}, "took too long"),
    ],
)
def test_a_fault_is_told_and_the_extractive_answer_stands_in(
    lying: Asked, caplog: pytest.LogCaptureFixture, script: dict[str, object], told: str
) -> None:
    with caplog.at_level(logging.DEBUG, logger="qa"):
        answer = lying(**script).ask(QUESTION)
    assert told in answer.claims[0].text
    assert (answer.model, answer.found) == ("extractive", True)
    assert "The ferry will not stop for good" in answer.text
    assert "sk-secret" not in answer.text + caplog.text


def test_no_server(lying: Asked, liar: Script) -> None:
    liar.url = "http://127.0.0.1:9/v1"
    answer = lying().ask(QUESTION)
    assert answer.claims[0].text == "The chat model cannot be reached. These are the articles' own words."
    assert answer.found


def test_what_passed_before_the_stream_broke_stays(lying: Asked) -> None:
    answer = lying(f"{TRUE} Then it", breaks_off=True).ask(QUESTION)
    assert answer.claims[0].text == TRUE
    assert "broke off" in answer.claims[1].text
    assert answer.model == "openai:liar"


def test_a_rate_limit_is_waited_for(lying: Asked, liar: Script) -> None:
    lying(status=429).ask(QUESTION)
    assert len(liar.asked) == 3


def test_a_time_out_is_waited_for_once(lying: Asked, liar: Script) -> None:
    began = time.monotonic()
    lying(silent=6.0, timeout=0.5).ask(QUESTION)
    assert len(liar.asked) == 1
    assert time.monotonic() - began < 5.0


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
def test_whoever_the_provider_is_it_is_asked_again_within_the_time_out(provider: str, liar: Script) -> None:
    model = open_model(f"{provider}:liar", liar.url, timeout=0.4)
    for status, silent, timeout, tries in ((503, 0, 9, 3), (503, 0, 0, 1), (200, 1, 9, 1), (401, 0, 9, 1)):
        liar.status, liar.silent = status, silent
        liar.asked.clear()
        with pytest.raises(ModelFault):
            list(pieces(model, [HumanMessage("Are you there?")], timeout))
        assert len(liar.asked) == tries


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:99999/v1",
        "http://127.0.0.1:port",
        "localhost:8000",
        "ftp://x",
        "http://",
        "http://a b/v1",
        "/",
    ],
)
def test_an_address_that_is_none_is_refused_at_once(url: str) -> None:
    with pytest.raises(InputError, match="--model-url: write an address like http") as raised:
        open_model("openai:x", url)
    assert raised.value.field == "model_url"


def test_a_password_in_an_address_is_not_told() -> None:
    with pytest.raises(InputError) as raised:
        open_model("openai:x", "http://ash:sk-secret@127.0.0.1:99999/v1")
    assert "sk-secret" not in str(raised.value)


OWN = """OPENAI_API_KEY OPENAI_ADMIN_KEY OPENAI_ORG_ID OPENAI_PROJECT OPENAI_PROJECT_ID ANTHROPIC_API_KEY
ANTHROPIC_AUTH_TOKEN OLLAMA_API_KEY""".split()


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
@pytest.mark.parametrize(("key", "sent"), [("mine", "mine"), (None, "not-needed")])
def test_a_providers_key_is_never_sent_elsewhere(
    provider: str, key: str | None, sent: str, liar: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in OWN:
        monkeypatch.setenv(name, f"provider-{name}")
    with suppress(ValueError):  # it speaks as OpenAI's does, whoever asks
        list(open_model(f"{provider}:liar", liar.url, key).stream("Are you there?"))
    headers = liar.headers[0]
    assert sent in (headers.get("x-api-key"), headers.get("authorization", "").removeprefix("Bearer "))
    assert not any("provider-" in value for value in headers.values())


@pytest.mark.parametrize("provider", ["openai", "anthropic", "ollama"])
@pytest.mark.parametrize(
    ("script", "told"),
    [({"status": 401}, "did not accept the key"), ({"silent": 1.5}, "took too long"), (None, "cannot be reached")],
)
def test_every_providers_faults_are_told_alike(
    provider: str, script: dict[str, int] | None, told: str, liar: Script
) -> None:
    for name, value in (script or {}).items():
        setattr(liar, name, value)
    model = open_model(f"{provider}:liar", liar.url if script else "http://127.0.0.1:9", timeout=0.3)
    with pytest.raises(Exception) as raised:  # each package raises its own
        list(model.stream("Are you there?"))
    assert told in str(fault(raised.value))


@dataclass(frozen=True)
class Refused:
    name: str
    told: str


@pytest.mark.parametrize(
    "case",
    [
        Refused("gpt", "write PROVIDER:NAME"),
        Refused("nobody:x", "LangChain knows no provider 'nobody'"),
        Refused("cohere:x", "Run: pip install langchain-cohere"),
        Refused("bedrock:x", "Run: pip install langchain-aws"),
        Refused("google_anthropic_vertex:x", "Run: pip install langchain-google-vertexai"),
        Refused("openai:x", "OPENAI_API_KEY"),
        Refused("anthropic:x", "ANTHROPIC_API_KEY"),
    ],
)
def test_what_cannot_be_opened_says_what_to_do(case: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in OWN:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(InputError, match=case.told):
        open_model(case.name)


@pytest.mark.parametrize("key", ["schlüssel", "two\nlines"])
def test_a_key_that_no_header_can_carry_is_refused(key: str) -> None:
    with pytest.raises(InputError, match="ONRECORD_MODEL_KEY") as raised:
        open_model("openai:x", "http://127.0.0.1:9", key)
    assert key not in str(raised.value)


def test_a_missing_package_is_named_as_it_can_be_installed() -> None:
    missing = "import sys; sys.modules['langchain_anthropic'] = None"
    code = f"{missing}; from qa.chat_model import open_model; open_model('anthropic:x')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "InputError: --model: anthropic needs a package. Run: pip install langchain-anthropic" in done.stderr
