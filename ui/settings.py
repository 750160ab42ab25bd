"""Environment and flags -> Settings; nothing else reads ONRECORD_*."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import InputError
from index.home import default_folder
from index.remote import ChromaServer

EXTRACTIVE = "extractive"
"""In place of a chat model's name: the articles' own words."""


class Settings(BaseSettings):
    """How Onrecord runs. Each field is set by a flag of its name or by ONRECORD_<NAME>; the flag wins."""

    model_config = SettingsConfigDict(env_prefix="ONRECORD_", extra="ignore")

    archive: Path | None = Field(None, description="The archive's folder; the user's data folder by default.")
    archives: Path | None = Field(None, description="A folder of archives to serve, each at the path of its name.")
    chroma: str | None = Field(None, description="A Chroma server to keep passages on, like http://127.0.0.1:8000.")
    chroma_token: SecretStr | None = Field(None, description="What that server wants as X-Chroma-Token.")
    chroma_tenant: str = Field("default_tenant", description="The tenant there.")
    chroma_database: str = Field("default_database", description="The database there.")
    chroma_headers: dict[str, SecretStr] = Field({}, description="Other headers that it, or a proxy, wants, as JSON.")
    chroma_certificate: Path | None = Field(None, description="The certificate that signed its own, if no authority.")
    embedder: str | None = Field(None, description="The folder of another sentence-transformers model.")
    host: str = Field("127.0.0.1", description="The address to serve on.")
    port: int = Field(7860, ge=0, le=65535, description="The port to serve on; 0 takes a free one.")
    public: bool = Field(
        False, description="Serve without a key: everyone on other machines, too, may read and change it."
    )
    name: str | None = Field(None, description="Other names that it is reached by, like news.example.org, with commas.")
    api_key: SecretStr | None = Field(
        None, description="A key to the archive, beside those that `onrecord keys` makes."
    )
    follow: float | None = Field(
        900.0, description="Seconds between two readings of what is followed; given like 15m, or never."
    )
    private: bool = Field(False, description="Addresses of this machine and its network may be asked, too.")
    model: str | None = Field(None, description="The chat model that writes the answers, like openai:gpt-5-mini.")
    model_url: str | None = Field(None, description="The OpenAI-compatible server, or other address, it is asked at.")
    model_key: SecretStr | None = Field(None, description="What that address wants as a key.")
    model_window: int = Field(4096, ge=1024, description="Tokens that the model reads and writes at once.")
    model_timeout: float = Field(60, gt=0, description="Seconds to wait for the model to begin, and for each piece.")
    metrics: bool = Field(False, description="Serve figures for Prometheus at /metrics, to who has the key.")
    log: Literal["warning", "info"] = Field("warning", description="info: log a line for each request that is served.")
    tracing: bool = Field(False, description="Let LangChain report to LangSmith where the environment asks for it.")

    @property
    def folder(self) -> Path:
        """The archive's folder."""
        return self.archive or default_folder()

    @property
    def chat_model(self) -> str | None:
        """The name of the chat model, if one is to write."""
        return None if self.model == EXTRACTIVE else self.model

    @property
    def key(self) -> str | None:
        """What callers must send, if anything."""
        return self.api_key.get_secret_value() if self.api_key else None

    @property
    def chroma_server(self) -> ChromaServer | None:
        """The server, and what it wants to be asked with."""
        if not self.chroma:
            return None
        return ChromaServer(
            self.chroma,
            self.chroma_token.get_secret_value() if self.chroma_token else None,
            self.chroma_tenant,
            self.chroma_database,
            {name: value.get_secret_value() for name, value in self.chroma_headers.items()},
            str(self.chroma_certificate) if self.chroma_certificate else None,
        )

    @field_validator("follow", mode="before")
    @classmethod
    def _a_time(cls, value: object) -> object:
        return (None if value == "never" else seconds(value)) if isinstance(value, str) else value

    @field_validator("chroma_certificate")
    @classmethod
    def _a_certificate(cls, value: Path | None) -> Path | None:
        if value and not value.is_file():
            raise ValueError("there is no such file")
        return value

    @model_validator(mode="after")
    def _a_model_there(self) -> Settings:
        if self.model_url and not self.model:
            raise ValueError("name the model that is there too, with --model, like openai:NAME")
        return self

    @field_validator("api_key")
    @classmethod
    def _a_key(cls, value: SecretStr | None) -> SecretStr | None:
        key = None if value is None else value.get_secret_value()
        if key is not None and not key.strip():
            raise ValueError("an empty key keeps nobody out. Set one, or none at all")
        if key and (key != key.strip() or not key.isprintable()):
            raise ValueError("a key has no white space around it, and no line breaks")
        return value

    @field_validator("chroma")
    @classmethod
    def _an_address(cls, value: str | None, before: ValidationInfo) -> str | None:
        if value and before.data.get("archives"):
            raise ValueError("several archives cannot share a Chroma server's database. Serve each by itself")
        if value and not re.match(r"https?://[^/]+", value):
            raise ValueError("write an address like http://127.0.0.1:8000")
        return value


def seconds(text: str) -> float:
    """How long "90s", "15m", "2h" or "1d" is; raises ValueError."""
    found = re.fullmatch(r"([1-9]\d{0,5})([smhd])", text.strip())
    if not found:
        raise ValueError(f"{text!r} is no time. Write it like 15m, 90s, 2h or 1d")
    return float(found[1]) * {"s": 1, "m": 60, "h": 3600, "d": 86400}[found[2]]


def settings(**flags: object) -> Settings:
    """The settings with the flags that were given; raises InputError, which names what is wrong."""
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "model_url"
        flag = name.replace("_", "-")
        problem = first["msg"].removeprefix("Value error, ")
        set_by = f"--{flag} or " if name != "api_key" else ""
        raise InputError(f"{set_by}ONRECORD_{name.upper()}: {problem}.", name) from None
