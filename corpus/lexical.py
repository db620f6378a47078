"""The lexical index: BM25 over Swedish terms, and exact fields for all that identifies a decision.

Built on tantivy. The analysis is ours (corpus.swedish): fields hold its terms, parted by spaces. A chunk's id
is 64 bits and stands in a fast field, so that a ranking is had without reading a stored document.
"""

import datetime as dt
import math
import shutil
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import tantivy
from pydantic import TypeAdapter
from tantivy import Occur, Query

from corpus.bodies import same_body, same_municipality
from corpus.diarienummer import diarienummer_key
from corpus.model import Chunk, Filters, Ranked
from corpus.swedish import fold, grams, terms

FORMAT = "2"
# Worth of a term in each field, in BM25's own measure.
_FIELD_BOOSTS = {"terms": 1.0, "heading": 1.5, "grams": 0.2}
# Letter grams in more chunks than this, and than this share of all, cost the most and tell the least.
_COMMON, _COMMON_SHARE = 500, 0.05
# What an identifier adds to a chunk's score: more than any text of ordinary length gives.
_LABEL, _DIARIENUMMER, _BODY, _DATE = 40.0, 100.0, 10.0, 40.0
_HEAP = 64_000_000
# Answers that are kept in memory: decoded chunks, and sets of ids.
_DECODED, _ASKED = 4_096, 8

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")

_CHUNK = TypeAdapter(Chunk)
_NO_FILTERS = Filters()


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("date", indexed=True, fast=True)
    builder.add_bytes_field("chunk", stored=True)
    for name in _FIELD_BOOSTS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="freq")
    for name in ("source", "label", "diarienummer", "municipality", "body", "kind", "status"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


_SCHEMA = _schema()


@dataclass(frozen=True, slots=True)
class Exact:
    """Identifiers that lift the chunks that bear them, and demand nothing: any spelling will do."""

    labels: tuple[str, ...] = ()
    diarienummer: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    dates: tuple[dt.date, ...] = ()


_NOTHING = Exact()


class LexicalIndex:
    """The chunks of a data folder by their words. One process writes; threads may search while it does."""

    def __init__(self, folder: Path) -> None:
        self._index = _opened(folder)
        self._lock = threading.Lock()
        self._writer: tantivy.IndexWriter | None = None
        # What was asked of this state of the index. A change puts new ones in their place, so that a thread
        # that is still reading the state before fills the old ones.
        self._decoded: dict[str, Chunk] = {}
        self._asked: dict[tuple[Filters, str | None], frozenset[str]] = {}

    def count(self) -> int:
        """How many chunks the index holds."""
        return self._index.searcher().num_docs

    def ids(self, filters: Filters = _NO_FILTERS, source: str | None = None) -> frozenset[str]:
        """The ids of the chunks that fulfil ``filters`` and stem from ``source``, or of all."""
        asked = self._asked
        found = asked.get((filters, source))
        if found is None:
            hits = self._found(_all_of(*self._demands(filters, source)), max(self.count(), 1))
            found = frozenset(chunk_id for chunk_id, _ in hits)
            _remember(asked, {(filters, source): found}, _ASKED)
        return found

    def add(self, chunks: Sequence[Chunk]) -> None:
        """Put ``chunks`` in the index; a chunk that is there is replaced."""
        with self._lock:
            writer = self._writing()
            writer.delete_documents_by_query(_of_ids([chunk.id for chunk in chunks]))
            for chunk in chunks:
                writer.add_document(_document(chunk))
            self._commit(writer)

    def remove(self, ids: Iterable[str]) -> None:
        """Take chunks out of the index by id; ids that are not there do no harm."""
        with self._lock:
            writer = self._writing()
            writer.delete_documents_by_query(_of_ids(ids))
            self._commit(writer)

    def search(
        self, text: str, limit: int, filters: Filters = _NO_FILTERS, exact: Exact = _NOTHING
    ) -> tuple[Ranked, ...]:
        """The ``limit`` best chunks by BM25 over terms, headings and letter grams, best first.

        What ``exact`` names comes before what only shares words; what ``filters`` excludes does not come.
        """
        wanted = [(Occur.Should, query) for query in (*self._words(text), *self._lifts(exact))]
        if not wanted or limit < 1:
            return ()
        found = self._found(_all_of(*self._demands(filters), scored=Query.boolean_query(wanted)), limit)
        return tuple(Ranked(chunk_id, score) for chunk_id, score in found)

    def said(self, text: str, ids: Sequence[str]) -> dict[str, float]:
        """How much of the words of ``text`` each of some chunks says; those that say none are left out.

        BM25 by the logarithm of all chunks' number: a word that no other chunk says gives about 1.
        """
        wanted = [(Occur.Should, query) for query in self._words(text)]
        if not wanted or not ids:
            return {}
        found = self._found(_all_of(_of_ids(ids), scored=Query.boolean_query(wanted)), len(ids))
        scale = math.log(1 + self.count())
        return {chunk_id: score / scale for chunk_id, score in found}

    def chunks(self, ids: Sequence[str]) -> tuple[Chunk, ...]:
        """The chunks of ``ids`` in their order; ids that are not in the index are passed over."""
        decoded = self._decoded
        known = {chunk_id: chunk for chunk_id in ids if (chunk := decoded.get(chunk_id))}
        new = {chunk.id: chunk for chunk in self._stored([it for it in ids if it not in known])}
        _remember(decoded, new, _DECODED)
        found = known | new
        return tuple(found[chunk_id] for chunk_id in ids if chunk_id in found)

    def frequency(self, word: str) -> int:
        """How many chunks say ``word``, in any inflection."""
        searcher = self._index.searcher()
        return max((searcher.doc_freq("terms", term) for term in terms(word)), default=0)

    def bodies(self) -> tuple[str, ...]:
        """Every body whose documents are in the index, as printed."""
        return self._values("body")

    def municipalities(self) -> tuple[str, ...]:
        """Every municipality whose documents are in the index, as printed."""
        return self._values("municipality")

    def close(self) -> None:
        """Let go of the folder."""
        with self._lock:
            if self._writer is not None:
                self._writer.wait_merging_threads()
                self._writer = None

    def _writing(self) -> tantivy.IndexWriter:
        if self._writer is None:
            self._writer = self._index.writer(heap_size=_HEAP, num_threads=1)
        return self._writer

    def _commit(self, writer: tantivy.IndexWriter) -> None:
        writer.commit()
        self._index.reload()
        self._decoded, self._asked = {}, {}

    def _found(self, query: Query, limit: int) -> Iterator[tuple[str, float]]:
        searcher = self._index.searcher()
        hits = searcher.search(query, limit, count=False).hits
        numbers = searcher.fast_field_values("id", [address for _, address in hits])
        return zip(map("{:016x}".format, numbers), (score for score, _ in hits), strict=True)

    def _stored(self, ids: Sequence[str]) -> Iterator[Chunk]:
        if not ids:
            return
        searcher = self._index.searcher()
        for _, address in searcher.search(_of_ids(ids), len(ids), count=False).hits:
            yield _CHUNK.validate_json(bytes(searcher.doc(address)["chunk"][0]))

    def _words(self, text: str) -> Iterator[Query]:
        searcher = self._index.searcher()
        most = max(_COMMON, _COMMON_SHARE * searcher.num_docs)
        for name, found in (("terms", terms(text)), ("heading", terms(text)), ("grams", grams(text))):
            for term in dict.fromkeys(found):
                if name != "grams" or searcher.doc_freq(name, term) <= most:
                    yield Query.boost_query(_term(name, term, "freq"), _FIELD_BOOSTS[name])

    def _lifts(self, exact: Exact) -> Iterator[Query]:
        for label in exact.labels:
            yield Query.const_score_query(_term("label", fold(label)), _LABEL)
        for diarienummer in exact.diarienummer:
            yield Query.const_score_query(_of_diarienummer(diarienummer), _DIARIENUMMER)
        for body in exact.bodies:
            yield Query.const_score_query(self._of_body(body), _BODY)
        for date in exact.dates:
            yield Query.const_score_query(_term("date", _number(date)), _DATE)

    def _demands(self, filters: Filters, source: str | None = None) -> Iterator[Query]:
        if source is not None:
            yield _term("source", source)
        if filters.municipality is not None:
            yield self._of_municipality(filters.municipality)
        if filters.body is not None:
            yield self._of_body(filters.body)
        if filters.kind is not None:
            yield _term("kind", filters.kind.value)
        if filters.status is not None:
            yield _term("status", filters.status.value)
        if filters.dnr is not None:
            yield _of_diarienummer(filters.dnr)
        if filters.since is not None or filters.until is not None:
            yield _dated(filters.since or dt.date.min, filters.until or dt.date.max)

    def _of_municipality(self, asked: str) -> Query:
        return _any_of(
            "municipality", [name for name in self.municipalities() if same_municipality(name, asked)]
        )

    def _of_body(self, asked: str) -> Query:
        return _any_of("body", [name for name in self.bodies() if same_body(name, asked)])

    def _values(self, name: str) -> tuple[str, ...]:
        return tuple(sorted(value for value, _ in self._index.searcher().terms_with_prefix(name, "")))


def _opened(folder: Path) -> tantivy.Index:
    """The index in ``folder``; one that is damaged or of another format is thrown away, for sync to fill."""
    stamp = folder / "format"
    if stamp.exists() and stamp.read_text() == FORMAT:
        # tantivy raises ValueError for all that it cannot read.
        with suppress(ValueError):
            return tantivy.Index(_SCHEMA, path=str(folder))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    stamp.write_text(FORMAT)
    return tantivy.Index(_SCHEMA, path=str(folder))


def _document(chunk: Chunk) -> tantivy.Document:
    document, place = chunk.document, chunk.place
    found = tantivy.Document()
    found.add_unsigned("id", int(chunk.id, 16))
    found.add_bytes("chunk", _CHUNK.dump_json(chunk))
    if document.date is not None:
        found.add_unsigned("date", _number(document.date))
    heading = " ".join((place.heading, *place.trail, document.title))
    found.add_text("terms", " ".join(terms(chunk.text)))
    found.add_text("heading", " ".join(terms(heading)))
    found.add_text("grams", " ".join(grams(f"{place.heading} {chunk.text}")))
    for name, value in _exact_values(chunk):
        found.add_text(name, value)
    return found


def _exact_values(chunk: Chunk) -> Iterator[tuple[str, str]]:
    document, place = chunk.document, chunk.place
    yield "source", document.source
    yield "kind", document.kind.value
    yield "status", chunk.status.value
    if document.municipality:
        yield "municipality", document.municipality
    if document.body:
        yield "body", document.body
    if place.label:
        yield "label", fold(place.label)
    for diarienummer in place.diarienummer or document.diarienummer:
        diary, _, numbers = diarienummer_key(diarienummer).rpartition(" ")
        yield "diarienummer", f"{diary} {numbers}"
        if numbers:
            yield "diarienummer", f"{diary} {numbers}"
            yield "diarienummer", f"* {numbers}"


def _number(date: dt.date) -> int:
    return date.toordinal()


def _of_diarienummer(text: str) -> Query:
    """A diary's letters must be equal where both the asked and the indexed number have them."""
    diary, _, numbers = diarienummer_key(text).rpartition(" ")
    return _any_of("diarienummer", [f"{diary} {numbers}", f" {numbers}"] if diary else [f"* {numbers}"])


def _dated(since: dt.date, until: dt.date) -> Query:
    dates = _number(since), _number(until)
    return Query.range_query(_SCHEMA, "date", tantivy.FieldType.Unsigned, *dates)


def _of_ids(ids: Iterable[str]) -> Query:
    # Never delete_documents_by_term: it takes a number for a signed one, and finds nothing.
    return Query.term_set_query(_SCHEMA, "id", [int(chunk_id, 16) for chunk_id in ids])


def _term(name: str, value: str | int, index_option: str = "basic") -> Query:
    return Query.term_query(_SCHEMA, name, value, index_option)


def _any_of(name: str, values: Sequence[str]) -> Query:
    return Query.term_set_query(_SCHEMA, name, values) if values else Query.empty_query()


def _all_of(*demands: Query, scored: Query | None = None) -> Query:
    """What fulfils ``demands``, which add nothing to the score, and is found by ``scored``."""
    must = [(Occur.Must, Query.const_score_query(demand, 0.0)) for demand in demands]
    if scored is not None:
        must.append((Occur.Must, scored))
    return Query.boolean_query(must) if must else Query.all_query()


def _remember(kept: dict[_Key, _Value], new: Mapping[_Key, _Value], most: int) -> None:
    if len(kept) + len(new) > most:
        kept.clear()
    kept.update(new)
