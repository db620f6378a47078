"""Does an answer stand on its proof? Read sentence by sentence, against what each of them cites.

Apart from ``retrieval.cite`` and ``retrieval.writing`` on purpose: they choose what is shown, and this judges
what was shown. A sentence's evidence is the quotes of the citations on its own line, with what the citations
tell of themselves: body, date, §, diarienummer, heading, page, status. An item of a list that cites nothing
leans on what the list cites, and a list that cites nothing on what its items do.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from typing import TypeAlias

from corpus.bodies import find_bodies, same_body
from corpus.dates import find_dates, find_days, swedish_date
from corpus.diarienummer import find_diarienummer, same_diarienummer
from corpus.model import Answer, Citation, Span, Status
from corpus.references import find_ranges
from corpus.swedish import STOPWORDS, fold, letters, sentences, words
from corpus.tallies import NUMBER_WORDS, figures
from retrieval.subject import bag
from retrieval.writing.alike import says
from retrieval.writing.support import is_light

_ITEM = "– "
_MARKER = re.compile(r"\s*\[(\d+)\]")
_QUOTE = re.compile(r"»([^«]*)«")
_CUT = re.compile(r"\s*…\s*")
_FIGURE = re.compile(r"(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)|\d+)(?:,\d+)?")
_GROUPED = re.compile(r"[ \u00a0\u202f.](?=\d{3})")
_UNIT = re.compile(
    r"\d\s?(kr|kronor|tkr|kkr|tsek|tusen|mkr|mnkr|msek|miljon(?:er)?|mdr|mdkr|miljard(?:er)?|procent|%)(?!\w)",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![\w-])[A-ZÅÄÖÉ][a-zåäöéü]+(?:[ -][A-ZÅÄÖÉ][a-zåäöéü]+)+")
_BEGINS = re.compile(r"(?:^|[.!?:»–(]\s*)$")
_VERBS = r"(?:beslutade|beslöt|avslog|biföll|antog|fastställde|godkände|bordlade|återremitterade)\b"
_DECIDED = re.compile(rf"\b{_VERBS}")
_DECIDING = frozenset({Status.BESLUT, Status.OMROSTNING})
# After a body's name: it is the one that acted, and not one that was spoken of or to.
_ACTS = re.compile(rf"s? (?:den \d|§|behandlade\b|{_VERBS})")
_NEGATION = re.compile(r"\b(?:inte|ej|icke|aldrig|ingen|inget|inga|varken)\b")
# What is said of the collection itself: nothing can be cited for it.
_OF_THE_COLLECTION = re.compile(
    r"hittar jag inte|jag hittar inget|\bi (?:samlingen|protokollen här|de handlingar som finns här)\b"
    r"|\bfinns i flera kommuner här\b|^Hela texten finns på sidan\b"
)
# What the program says of a vote beside what the minutes say.
_DOUBT = re.compile(r"; rösterna är inte bekräftade, för [^»«;]*$")
# What it puts around what it quotes: who told it and of what sort it is, never what it says.
_OWN_WORDS = frozenset(
    words(
        """
        avstod behandlade behandlats beslut beslutade beslutats bara delvis diarienumret dit fl framgår
        föreslaget föreslog föreslå förslag förslaget gav gång gånger gäller handlingen inte ja lyder
        nej omröstning omröstningen protokollet sammanträden sett sidan skiljer stort står tidigare vann
        väg yrkande ärendet ärendets
        """
    )
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer without its markers, and the citations that it leans on."""

    text: str
    cited: tuple[Citation, ...]

    @property
    def own(self) -> str:
        """The sentence without what it quotes, and without the program's own doubt of a vote."""
        return _DOUBT.sub("", _QUOTE.sub("»«", self.text))

    @property
    def quoted(self) -> tuple[str, ...]:
        """What it quotes, in pieces where something is left out."""
        return tuple(piece for quote in _QUOTE.findall(self.text) for piece in _CUT.split(quote) if piece)

    @property
    def of_the_collection(self) -> bool:
        """Whether it tells what the collection holds or lacks, and nothing that a document says."""
        return _OF_THE_COLLECTION.search(self.own) is not None


def claimed(answer: Answer) -> tuple[Sentence, ...]:
    """The sentences that tell what a document says; none of a refusal."""
    return () if answer.refusal else tuple(one for one in told(answer) if not one.of_the_collection)


def doubted(answer: Answer) -> tuple[Sentence, ...]:
    """Those of them that what they cite does not support."""
    return tuple(sentence for sentence in claimed(answer) if not supported(sentence))


def told(answer: Answer) -> Iterator[Sentence]:
    """The sentences of an answer with what they cite, in order; a quote is never parted."""
    for lead, items in _lists(answer.text.split("\n")):
        own = _cited(lead, answer)
        under = tuple(_cited(item, answer) for item in items)
        for text in _sentences(_MARKER.sub("", lead)):
            yield Sentence(text, own or tuple(chain(*under)))
        for item, cited in zip(items, under, strict=True):
            yield Sentence(_MARKER.sub("", item.removeprefix(_ITEM)), cited or own)


def _lists(lines: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Each line with the items under it."""
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(_ITEM) and found:
            found[-1][1].append(line)
        elif line:
            found.append((line, []))
    return found


def _cited(line: str, answer: Answer) -> tuple[Citation, ...]:
    markers = [int(marker) for marker in _MARKER.findall(line)]
    return tuple(citation for citation in answer.citations if citation.marker in markers)


def _sentences(line: str) -> Iterator[str]:
    unquoted = _QUOTE.sub(lambda quote: f"»{'x' * len(quote[1])}«", line).replace("…", "x")
    return (line[a:b] for a, b in sentences(unquoted))


Mark: TypeAlias = tuple[str, str]
"""What a text tells that must not be told otherwise: its sort, and its value in one spelling."""


def lacking(sentence: Sentence) -> frozenset[Mark]:
    """The marks of a sentence that its evidence does not hold; of the collection the program may count."""
    evidence = _evidence(sentence.cited)
    sorts = _IDENTIFYING if sentence.of_the_collection else _SORTS
    return _lacking(sentence.text, evidence, sorts)


def supported(sentence: Sentence) -> bool:
    """Whether what a sentence cites says it.

    Its quotes stand in those cited, its marks in the evidence; body, day, § and number are those of one
    citation (a clause at a time, where there are several); it denies what its evidence denies, tells
    nothing as decided that is not, and has no word that neither the evidence nor the program's own hold.
    """
    return (
        bool(sentence.cited)
        and not lacking(sentence)
        and all(_is_quoted(piece, sentence.cited) for piece in sentence.quoted)
        and _of_one_place(sentence)
        and _worded(sentence)
        and _counted_alike(sentence)
        and not tells_as_decided(sentence)
    )


def tells_as_decided(sentence: Sentence) -> bool:
    """Whether a sentence tells as decided what its citations only propose."""
    statuses = {citation.status for citation in sentence.cited}
    return bool(statuses) and not statuses & _DECIDING and _DECIDED.search(sentence.own) is not None


def marks(text: str) -> frozenset[Mark]:
    """The diarienummer, §, dates, figures, units and full names in ``text``."""
    identifying = tuple(_identifying(text))
    rest = _without(text, (span for _, span in identifying))
    return frozenset(
        (
            *(mark for mark, _ in identifying),
            *(("tal", _plain(found)) for found in _FIGURE.findall(rest)),
            *(("enhet", fold(unit)) for unit in _UNIT.findall(rest)),
            *(("namn", word) for found in _NAME.finditer(text) for word in _name(text, found)),
        )
    )


def _identifying(text: str) -> Iterator[tuple[Mark, Span]]:
    for number in find_diarienummer(text):
        yield ("dnr", number.text), number.span
    for found in find_ranges(text):
        yield ("§", str(found.first)), found.span
        yield ("§", str(found.last)), found.span
    for date in find_dates(text):
        yield ("datum", date.value.isoformat()), date.span
    for day in find_days(text):
        yield ("dag", f"{day.month:02}-{day.day:02}"), day.span


_IDENTIFYING = frozenset({"dnr", "§", "datum", "dag"})
_SORTS = _IDENTIFYING | {"tal", "enhet", "namn"}


def _without(text: str, spans: Iterable[Span]) -> str:
    for a, b in spans:
        text = f"{text[:a]}{' ' * (b - a)}{text[b:]}"
    return text


def _plain(figure: str) -> str:
    return _GROUPED.sub("", figure).lstrip("0") or "0"


def _name(text: str, found: re.Match[str]) -> list[str]:
    """The words of a name; a capital that only begins a sentence makes none."""
    parts = re.split("[ -]", found.group())
    begins = _BEGINS.search(text[: found.start()]) is not None
    return [fold(part) for part in parts[begins:]]


def _evidence(cited: Iterable[Citation]) -> str:
    return "\n".join(f"{citation.quote}\n{_fields(citation)}" for citation in cited)


def _fields(citation: Citation) -> str:
    """What a citation tells beside its quote."""
    document, place = citation.document, citation.place
    told = (
        document.kind.value,
        document.title,
        document.body,
        document.municipality,
        swedish_date(document.date) if document.date else None,
        place.label,
        place.heading,
        *place.trail,
        *(f"dnr {number}" for number in (*place.diarienummer, *document.diarienummer)),
        place.addressee,
        place.outcome,
        citation.status,
        f"sidan {place.page}" if place.page else None,
    )
    return "\n".join(piece for piece in told if piece)


def _lacking(text: str, evidence: str, sorts: frozenset[str]) -> frozenset[Mark]:
    known = marks(evidence) | {("tal", figure) for figure in _figures(evidence)}
    for word in words(evidence):
        known |= {("enhet", word), ("namn", word), ("tal", str(NUMBER_WORDS.get(word)))}
    wanted = {mark for mark in marks(text) if mark[0] in sorts}
    return frozenset(mark for mark in wanted - known if not _otherwise(mark, known))


def _figures(text: str) -> Iterator[str]:
    """Every figure, and those that a row of a table prints side by side: "310 200 322 500"."""
    for figure in _FIGURE.findall(text):
        yield _plain(figure)
        groups = _GROUPED.split(figure)
        if len(groups) > _MOST_GROUPS:
            yield from (_plain("".join(groups[a:b])) for a, b in combinations(range(len(groups) + 1), 2))


_MOST_GROUPS = 3


def _otherwise(mark: Mark, known: Iterable[Mark]) -> bool:
    """Whether a mark is known in another spelling."""
    sort, value = mark
    if sort == "dnr":
        return any(other == "dnr" and same_diarienummer(value, number) for other, number in known)
    if sort == "namn":
        return (sort, value.removesuffix("s")) in known
    return sort == "dag" and any(other == "datum" and day.endswith(value) for other, day in known)


def _is_quoted(piece: str, cited: Iterable[Citation]) -> bool:
    """Whether each sentence of a quoted piece stands in one of the quotes cited."""
    quotes = [letters(text) for citation in cited for text in (citation.quote, citation.document.title)]
    said = (
        [letters(piece)]
        if any(letters(piece) in quote for quote in quotes)
        else [letters(piece[a:b]) for a, b in sentences(piece)]
    )
    return all(any(one in quote for quote in quotes) for one in said)


_CLAUSE = re.compile(r"[,;]\s+|\s+(?:och|men|samt|medan)\s+")


def _of_one_place(sentence: Sentence) -> bool:
    """Whether the body, day, § and number told are those of one citation, clause by clause at least."""

    def fits(text: str) -> bool:
        return any(_agrees(text, citation, bool(sentence.quoted)) for citation in sentence.cited)

    return fits(sentence.own) or all(map(fits, _CLAUSE.split(sentence.own)))


def _agrees(text: str, citation: Citation, quoting: bool) -> bool:
    """Beside a quote the text must tell where that stands; else the quote itself may tell of other places."""
    told = _fields(citation) if quoting else _evidence((citation,))
    known = _bodies_in(told)
    acting = (citation.document.body or "", *(() if quoting else _bodies_in(citation.quote)))
    return not _lacking(text, told, _IDENTIFYING) and all(
        any(same_body(body.name, one) for one in (acting if _ACTS.match(text, body.span[1]) else known))
        for body in find_bodies(text)
    )


def _bodies_in(text: str) -> tuple[str, ...]:
    return tuple(body.name for body in find_bodies(text))


def _counted_alike(sentence: Sentence) -> bool:
    """Whether each side of a vote has the figure that the minutes give it, where these can be read."""
    printed = {(vote.side, vote.count) for citation in sentence.cited for vote in figures(citation.quote)}
    return not printed or {(vote.side, vote.count) for vote in figures(sentence.own)} <= printed


def _worded(sentence: Sentence) -> bool:
    """Whether the evidence holds the sentence's own words, and denies no more and no less than they."""
    if unknown_words(sentence):
        return False
    otherwise = sentence.quoted or figures(sentence.own) or _OWN_WORDS.issuperset(_content(sentence))
    return bool(otherwise) or _denied_alike(sentence)


def unknown_words(sentence: Sentence) -> tuple[str, ...]:
    """The sentence's own words that neither its evidence holds nor the program puts around a quote."""
    evidence = bag(_evidence(sentence.cited))
    counted = {len(find_ranges(citation.quote)) for citation in sentence.cited}
    return tuple(
        word
        for word in _content(sentence)
        if not (word in _OWN_WORDS or says(evidence, word) or NUMBER_WORDS.get(word) in counted)
        and not is_light(word)
    )


def _content(sentence: Sentence) -> tuple[str, ...]:
    return tuple(
        word
        for word in dict.fromkeys(words(sentence.own))
        if word.isalpha() and len(word) > 1 and word not in STOPWORDS
    )


def _denied_alike(sentence: Sentence) -> bool:
    """Whether the sentence and the one of its quotes that says most of it both deny, or neither."""
    said = set(words(sentence.own))
    quoted = (citation.quote[a:b] for citation in sentence.cited for a, b in sentences(citation.quote))
    return _denies(sentence.own) == _denies(
        max(quoted, key=lambda one: len(said & set(words(one))), default="")
    )


def _denies(text: str) -> bool:
    return _NEGATION.search(fold(text)) is not None
