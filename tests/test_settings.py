"""Settings from the environment."""

from pathlib import Path

import pytest

from corpus.embedding import Engine
from corpus.errors import BadInput
from corpus.settings import Settings, read_settings


def test_there_are_few_of_them() -> None:
    assert len(Settings.model_fields) <= 15


def test_variables_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAGRAF_DATA", "/srv/paragraf")
    monkeypatch.setenv("PARAGRAF_ENGINE", "sentence-transformers")
    monkeypatch.setenv("PARAGRAF_PORT", "")
    settings = read_settings()
    assert (settings.data, settings.engine) == (Path("/srv/paragraf"), Engine.SENTENCE_TRANSFORMERS)
    assert settings.port == 8000


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("PORT", "åtta", "PARAGRAF_PORT ska vara ett heltal, men är 'åtta'."),
        ("UI_PORT", "99999", "PARAGRAF_UI_PORT ska vara högst 65535, men är '99999'."),
        ("WORKERS", "0", "PARAGRAF_WORKERS ska vara minst 1, men är '0'."),
        ("CHROMA_URL", "localhost:9", "PARAGRAF_CHROMA_URL ska vara en webbadress som börjar med http"),
        ("ENGINE", "gpu", "PARAGRAF_ENGINE ska vara något av onnx, sentence-transformers, men är 'gpu'."),
    ],
)
def test_a_bad_value_is_told_in_swedish(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    monkeypatch.setenv(f"PARAGRAF_{name}", value)
    with pytest.raises(BadInput) as raised:
        read_settings()
    assert str(raised.value).startswith(sentence)


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(BadInput, match="PARAGRAF_COLOUR är ingen inställning som finns"):
        read_settings(colour="blå")


def test_a_key_is_not_shown() -> None:
    assert "hemlig" not in repr(read_settings(llm_key="hemlig"))
