"""When a system's hit shows the answer to a question."""

import pytest

from evals.benchmarks.plain import PlainChunk
from evals.benchmarks.versus import Wanted, rank, runs

EVIDENCE = "Taxan för vatten höjs med fem procent från och med årsskiftet"
QUESTION = Wanted("V1", "amount", "Hur mycket höjs taxan?", (("a.pdf", runs(EVIDENCE)),))


@pytest.mark.parametrize(
    "text",
    [
        f"Tekniska nämnden beslutar: {EVIDENCE}. Beslutet är enhälligt.",
        "Taxan för vat-\nten höjs med fem pro-\ncent från och med års-\nskiftet",
        "Taxan för vatten höjs med fem procent Sida 3 (7) från och med årsskiftet",
        "höjs med fem procent från och med",
    ],
)
def test_the_evidence_is_known_however_it_is_cut_and_broken(text: str) -> None:
    assert rank([PlainChunk("b.pdf", text), PlainChunk("a.pdf", text)], QUESTION) == 2


@pytest.mark.parametrize("text", ["Taxan för vatten sänks.", "", "Avgiften för avlopp är oförändrad."])
def test_another_passage_of_the_file_shows_nothing(text: str) -> None:
    assert rank([PlainChunk("a.pdf", text)], QUESTION) == 0
