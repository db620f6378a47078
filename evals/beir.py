"""Question sets in the form of BEIR (Thakur et al. 2021), for the programs that rank and read no more.

A folder with ``corpus.jsonl`` (``_id``, ``title``, ``text``), ``queries.jsonl`` (``_id``, ``text``) and
``qrels/test.tsv`` (``query-id``, ``corpus-id``, ``score``, with a header). A corpus id is a section's key, as
in ``evals.ranking``. What BEIR cannot say is left out: questions that nothing answers, questions that go on
from earlier ones, and questions whose matter is withheld.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from corpus.errors import BadInput
from corpus.model import Document, Parsed, Question, Section
from corpus.swedish import letters
from evals.judge import same_place
from evals.questions import EvalQuestion, Gold, GoldPlace
from evals.ranking import DECIDING, SUPPORTING, section_key, unused

_CORPUS, _QUERIES, _QRELS = "corpus.jsonl", "queries.jsonl", "qrels/test.tsv"
_HEADER = ("query-id", "corpus-id", "score")

_Sections = Mapping[str, tuple[Document, Section]]


def write_beir(questions: Iterable[EvalQuestion], collection: Iterable[Parsed], folder: Path) -> int:
    """Write the sections of ``collection`` and the questions about them; the number of questions."""
    sections = _keyed(collection)
    asked = [q for q in questions if q.gold and not q.question.history and not q.withheld]
    (folder / _QRELS).parent.mkdir(parents=True, exist_ok=True)
    _write_lines(folder / _CORPUS, map(_corpus_row, sections, sections.values()))
    _write_lines(folder / _QUERIES, map(_query_row, asked))
    with (folder / _QRELS).open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(_HEADER)
        rows.writerows(row for question in asked for row in _judged(question, sections))
    return len(asked)


def read_beir(folder: Path) -> tuple[EvalQuestion, ...]:
    """A BEIR folder as a question set for the measures of ranking and citation.

    Its gold has places and no words that must be said; a place without a § is judged by its file.

    Raises:
        BadInput: a file is missing or is not what BEIR says.
    """
    try:
        queries = [json.loads(line) for line in _lines(folder / _QUERIES)]
        judged = _read_qrels(folder / _QRELS)
        return tuple(_question(row, judged[row["_id"]]) for row in queries if row["_id"] in judged)
    except FileNotFoundError as error:
        raise BadInput(f"{folder} är ingen frågesamling i BEIR-form: {error.filename} saknas.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise BadInput(f"Frågesamlingen {folder} kan inte läsas: {error}") from error


def _keyed(collection: Iterable[Parsed]) -> _Sections:
    keyed: dict[str, tuple[Document, Section]] = {}
    for parsed in collection:
        for inner in parsed.documents:
            for section in inner.sections:
                keyed[unused(section_key(inner.document, section), keyed)] = (inner.document, section)
    return keyed


def _judged(question: EvalQuestion, sections: _Sections) -> Iterator[tuple[str, str, int]]:
    """Each relevant section once, the deciding ones first."""
    assert question.gold is not None
    found: dict[str, int] = {}
    for place in question.gold.places:
        relevance = DECIDING if place is question.gold.place else SUPPORTING
        for key in _at(place, sections):
            found.setdefault(key, relevance)
    yield from ((question.id, key, relevance) for key, relevance in found.items())


def _at(place: GoldPlace, sections: _Sections) -> list[str]:
    """The sections at a place, by preference those that hold its evidence."""
    there = [key for key, (document, section) in sections.items() if same_place(document, section, place)]
    evidence = letters(place.evidence)
    holding = [key for key in there if evidence and evidence in letters(sections[key][1].text)]
    return holding or there


def _corpus_row(key: str, of: tuple[Document, Section]) -> dict[str, object]:
    document, section = of
    return {"_id": key, "title": f"{document.title}. {section.heading}", "text": section.text}


def _query_row(question: EvalQuestion) -> dict[str, object]:
    return {"_id": question.id, "text": question.question.text, "metadata": {"type": question.type}}


def _write_lines(path: Path, rows: Iterable[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _lines(path: Path) -> list[str]:
    """A text's lines; JSON may hold characters that ``splitlines`` would split at."""
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _read_qrels(path: Path) -> Mapping[str, Sequence[str]]:
    """The relevant keys of each query, the most relevant first."""
    rows = list(csv.reader(_lines(path), delimiter="\t"))[1:]
    relevant = sorted(((int(score), query, key) for query, key, score in rows), key=lambda row: -row[0])
    judged: dict[str, list[str]] = {}
    for score, query, key in relevant:
        if score > 0:
            judged.setdefault(query, []).append(key)
    return judged


def _question(row: Mapping[str, object], keys: Sequence[str]) -> EvalQuestion:
    metadata = row.get("metadata")
    kind = metadata.get("type") if isinstance(metadata, dict) else None
    first, *others = map(_place, keys)
    gold = Gold(first, (), tuple(others))
    return EvalQuestion(str(row["_id"]), str(kind or "beir"), Question(str(row["text"])), gold)


def _place(key: str) -> GoldPlace:
    """ "protokoll.pdf#§27~2" is § 27 of protokoll.pdf."""
    file, _, named = key.partition("#")
    number = named.partition("~")[0]
    return GoldPlace(file, label=f"§ {number[1:]}" if number.startswith("§") else None)
