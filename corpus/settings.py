"""What can be set from outside, by environment variables that begin with PARAGRAF_.

Only the composition roots read settings; everything else is handed values.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from corpus.embedding import Engine
from corpus.errors import BadInput

PREFIX = "PARAGRAF_"

_Address: TypeAlias = Annotated[str, Field(pattern=r"^https?://\S+$")]
_Port: TypeAlias = Annotated[int, Field(ge=1, le=65_535)]
_Count: TypeAlias = Annotated[int, Field(ge=1)]


def _beside_the_environment() -> str:
    """Where ``make setup`` puts the model: beside ``.venv``, whatever folder a command is run in."""
    return str(Path(sys.prefix).parent / "models" / "multilingual-e5-small")


class Settings(BaseSettings):
    """Every setting; ``PARAGRAF_DATA`` sets ``data``, and so on.

    ``model`` is a folder, or with the engine sentence-transformers also a model's name. ``municipality`` is
    the home municipality. ``chroma_url`` names a Chroma server to use in place of the embedded one.
    ``llm_url`` (up to and with "/v1"), ``llm_model`` and ``llm_key`` name an OpenAI-compatible language
    model; an answer waits ``llm_seconds`` for it. ``workers`` is the number of processes that read files;
    None stands for as many as there are processors.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, protected_namespaces=()
    )

    data: Path = Path("data")
    model: str = Field(default_factory=_beside_the_environment)
    engine: Engine = Engine.ONNX
    municipality: str | None = None
    chroma_url: _Address | None = None
    llm_url: _Address | None = None
    llm_model: str | None = None
    llm_key: SecretStr | None = None
    llm_seconds: _Count = 60
    host: str = "127.0.0.1"
    port: _Port = 8000
    ui_port: _Port = 8501
    max_upload_mb: _Count = 250
    max_pages: _Count = 5_000
    workers: _Count | None = None


def read_settings(**given: object) -> Settings:
    """The settings from the environment, and from what is given but not None.

    ``BadInput`` tells in Swedish what is wrong.
    """
    told = {name: value for name, value in given.items() if value is not None}
    try:
        return Settings(**told)  # type: ignore[arg-type] # pydantic checks the values
    except ValidationError as error:
        raise BadInput(" ".join(map(_sentence, error.errors()))) from error


_REASONS: Mapping[str, str] = {
    "int_parsing": "ska vara ett heltal",
    "greater_than_equal": "ska vara minst {ge}",
    "less_than_equal": "ska vara högst {le}",
    "string_pattern_mismatch": "ska vara en webbadress som börjar med http:// eller https://",
    "enum": "ska vara något av " + ", ".join(Engine),
    "extra_forbidden": "är ingen inställning som finns",
}


def _sentence(error: ErrorDetails) -> str:
    name = PREFIX + str(error["loc"][0]).upper()
    reason = _REASONS.get(error["type"], "är inte giltig").format(**error.get("ctx", {}))
    return f"{name} {reason}, men är {error['input']!r}."
