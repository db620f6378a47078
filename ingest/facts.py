"""What a document's first page says of it: meeting date, title, diarienummer."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from corpus.bodies import find_bodies, find_municipalities
from corpus.dates import find_dates
from corpus.diarienummer import find_diarienummer
from ingest.blocks import dangles
from ingest.headings import is_item, is_leader, is_part_heading, is_sure_part_heading, opens_matter
from ingest.layout import Row
from ingest.outline import CONTENTS, running_size

_MEETING_LABEL = re.compile(
    r"(?:Sammanträdes(?:datum|dag|tid)|Mötes(?:datum|dag|tid)|Datum för sammanträde(?:t)?"
    r"|Sammanträde(?:t)?(?: den)?|Möte(?:t)? den|Plats och (?:tid|sammanträdestid)|Tid och plats"
    r"|Plats, datum och tid|Datum och tid|Dag och tid"
    r"|(?:möts|sammanträder)(?: \w+dag(?:en)?)?(?: den)?)\b[ :]*",
    re.IGNORECASE,
)
_DAY_WORD = re.compile(r"Sammanträdesda|Mötesda|Datum för", re.IGNORECASE)  # no line above it changes it
_DAY_LABEL = re.compile(r"(?:Tid(?:punkt)?|Datum)\b[ :]*", re.IGNORECASE)
_OTHER_DAY = re.compile(
    r"(?:anslag\w*|upps(?:ätt|att)\w*|nedtag\w*|tas ne[dr]|juster\w*|utskriv\w*"
    r"|utskrift\w*|signed|date:|signer\w*|reviderad\w*|handlingar|överklag\w*"
    r"|föregående|laga kraft|tillkännag\w*)\b.{0,60}$",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LABEL = re.compile(
    r"(?:Datum|Utfärdat|Upprättad|Skriven|Dnr|Diarienummer|Handläggare|Sida"
    r"|Telefon|E-post|Vår beteckning|Ert datum)\b",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"(?:E-post|E-mail|Telefon|Tel)\b[:.]?\s*(?:[\d /()+-]{5,})?")
_NUMBER_LABEL = re.compile(r"\b(?:Dnr|Diarie(?:nummer|nr)|Ärende(?:nummer|nr))\b", re.IGNORECASE)
_OWN_NUMBER = re.compile(r"(?<!\()(?<![\wåäö])(?:Dnr|Diarienummer)[:.]? ")
_NUMBER_REACH = 40
_BETWEEN = re.compile(r"\s*(?:[,;/]|och|samt)?\s*")
_UNTIL = re.compile(
    r"\b(?:till och med|t\.? ?o\.? ?m|gäller (?:till|från|fr\.? ?o\.? ?m)|träder i kraft|giltig\w*|senast"
    r"|reviderad\w*|nästa)\b",
    re.IGNORECASE,
)
_ADOPTED = re.compile(
    r"\b(?:antag(?:en|et|na)|fastställ(?:d|t|da)|beslutad(?:es)?|antogs|fastställdes)\b", re.IGNORECASE
)
# "Beslutad av: Kommunfullmäktige 10 maj 2031, § 18": what a governing document often says on its last page.
_ADOPTION = re.compile(r"(?:Antag(?:en|et)|Fastställ(?:d|t)|Beslutad) (?:av|i|den)\b")
_LONGEST_ADOPTION = 120
_PAPER_WORD = re.compile(r"(?:tjänsteskrivelse|tjänsteutlåtande|sammanträdesprotokoll)", re.IGNORECASE)
_REACHED_AT = re.compile(r"\w@\w|\b0\d{1,3} ?[-–] ?\d{2}")
_SHORT_LINE = 60
_DATE_START = 4  # characters before a date that still begins its row
_LABEL_REACH = 60
_LABEL_BEFORE = 16  # "Justeringens " before "plats och tid", and not the column beside it
_COLUMN_BEFORE = 40
_LONGEST_TITLE = 160
_LONGEST_LEFTOVER = 40  # characters of a title's next line that stands apart from the first
_LETTER_ROW = re.compile(
    r"(?:Datum|Dnr|Diarie\w*|Ärende(?:nummer|nr)?|Handläggare|Telefon|Tel"
    r"|Dokument(?:typ|namn|ansvarig)|Ansvarig|Antage[nt]|Typ av styrdokument"
    r"|Beslut(?:ande|sdatum|sinstans)|Giltig\w*"
    r"|E-post|Sida|Sid|Vår|Er|Ert|Adress|Postadress|Besöksadress|Box|Org\.?\s?nr"
    r"|Lyssna|Hoppa (?:över|till)|Skriv ut|Din position|Klockan|Plats|Kontakt(?:a oss)?$"
    r"|www\.|https?:|Till|Kopia)\b"
    r"|[\w.+-]+@|\d{3} ?\d\d\b|\d{2,4}-\d{2}",
    re.IGNORECASE,
)


def meeting_day(heads: Sequence[str], rows: Sequence[str]) -> dt.date | None:
    """The day of the meeting, where the first page or the running head labels one so."""
    joined, above = "\n".join(rows), "\n".join(heads)
    return (
        _labelled_day(above, _MEETING_LABEL)
        or _labelled_day(joined, _MEETING_LABEL)
        or _labelled_day(joined, _DAY_LABEL)
        or _labelled_day(above, _DAY_LABEL)
    )


def first_day(texts: Iterable[str]) -> dt.date | None:
    """The first date that is no other day than a meeting's."""
    for text in texts:
        dates = find_dates(text)
        if dates and not _OTHER_DAY.search(text[: dates[0].span[0]]):
            return dates[0].value
    return None


def adoptions(texts: Iterable[str]) -> list[str]:
    """The lines that say who adopted a paper and when."""
    return [
        text
        for text in texts
        if _ADOPTION.match(text) and len(text) <= _LONGEST_ADOPTION and find_dates(text)
    ]


def paper_date(rows: Sequence[str], adopted_first: bool = True) -> dt.date | None:
    """The day a paper was written or adopted, as its letterhead tells; never until when it holds.

    A paper about a matter tells when other papers were adopted: there the letterhead's own day comes first.
    """
    adopted, told = [], []
    for above, text in zip(("", *rows), rows, strict=False):
        for date in find_dates(text)[:1]:
            before = f"{_label_above(above, text, date.span[0])}{text[: date.span[0]]}"
            if _ADOPTED.search(before):
                adopted.append(date.value)
            elif not _UNTIL.search(before) and _is_labelled(text, date.span[0]):
                told.append(date.value)
    return next(iter((*adopted, *told) if adopted_first else (*told, *adopted)), None)


def _label_above(above: str, text: str, start: int) -> str:
    """The row above a date that begins its own row, where it is short and holds no date: the date's label."""
    is_label = start < _DATE_START and len(above) < _SHORT_LINE and not find_dates(above)
    return f"{above} " if is_label and len(text) < _SHORT_LINE else ""


def _is_labelled(text: str, start: int) -> bool:
    """Whether a date stands in a letterhead: on a short line, or close behind a label."""
    return (
        len(text) < _SHORT_LINE or _DATE_LABEL.search(text, max(0, start - _LABEL_REACH), start) is not None
    )


def matter_numbers(rows: Sequence[str]) -> tuple[str, ...]:
    """The diarienummer of a document about one matter: the first that stand together in its letterhead."""
    labelled = [text for text in rows if _NUMBER_LABEL.search(text)]
    for text in (*labelled, *rows):
        found = find_diarienummer(text)
        if found:
            together = [found[0]]
            for number in found[1:]:
                if _BETWEEN.fullmatch(text, together[-1].span[1], number.span[0]):
                    together.append(number)
            return tuple(dict.fromkeys(number.text for number in together))
    return ()


def labelled_number(texts: Sequence[str]) -> tuple[str, ...]:
    """The first diarienummer that running text labels as its own ("Dnr GNS/12/2018"); none in brackets."""
    for text in texts:
        for label in _OWN_NUMBER.finditer(text):
            found = find_diarienummer(text[label.start() : label.end() + _NUMBER_REACH])
            if found:
                return (found[0].text,)
    return ()


def title_of(rows: Sequence[Row]) -> str:
    """A document's own title: the largest type on its first page, else the line before its first part."""
    ordinary = running_size(rows)
    first = [row for row in rows[:30] if row.page == rows[0].page]
    sizes = [row.size for row in first if row.size is not None and _may_be_title(row.text)]
    if not sizes or ordinary is None or max(sizes) < ordinary + 1.0:
        return _title_in_words(rows)
    largest = max(sizes)
    start = next(place for place, row in enumerate(first) if row.size == largest and _may_be_title(row.text))
    words = [row.text for row in takewhile(lambda row: abs((row.size or 0.0) - largest) < 0.5, first[start:])]
    return joined_words(words[:4])[:_LONGEST_TITLE]


def joined_words(lines: Sequence[str]) -> str:
    """Lines of a title as one; a word that a line's end parted is whole again."""
    text = lines[0] if lines else ""
    for line in lines[1:]:
        parted = text[-1] == "-" and text[-2:-1].isalpha() and line[0].islower()
        text = f"{text[:-1]}{line}" if parted else f"{text} {line}"
    return text


def _labelled_day(text: str, grammar: re.Pattern[str]) -> dt.date | None:
    for label in grammar.finditer(text):
        dates = find_dates(text[label.end() : label.end() + 70])
        reach = _LABEL_BEFORE if grammar is _MEETING_LABEL else _COLUMN_BEFORE
        before = text[max(0, label.start() - reach) : label.start()]
        before = before.rpartition("\n")[2] if _DAY_WORD.match(label[0]) else before
        if (
            dates
            and not _OTHER_DAY.search(before)
            and not _OTHER_DAY.search(text[label.end() :][: dates[0].span[0]])
        ):
            return dates[0].value
    return None


def _may_be_title(text: str) -> bool:
    return (
        3 < len(text) <= _LONGEST_TITLE
        and not _is_only_name(text)
        and any(letter.isalpha() for letter in text)
        and not text[0].islower()
        and not _LETTER_ROW.match(text)
        and not is_leader(text)
        and not is_item(text)
        and not is_sure_part_heading(text)
        and not CONTENTS.fullmatch(text)
        and not _PAPER_WORD.fullmatch(text)
        and not _REACHED_AT.search(text)
        and not find_dates(text)
    )


def _is_only_name(text: str) -> bool:
    """Whether a line is nothing but a municipality's or a body's name."""
    plain = text.title() if text.isupper() else text
    spans = [found.span for found in find_municipalities(plain)] + [found.span for found in find_bodies(text)]
    return (0, len(text)) in spans


def _title_in_words(rows: Sequence[Row]) -> str:
    part = next((place for place, row in enumerate(rows[:40]) if place and opens_matter(row.text)), None)
    if part and (titles := _above_part(rows[max(0, part - 4) : part])):
        return joined_words(titles)[:_LONGEST_TITLE]
    if behind := _behind_contact(rows):
        return behind
    for place, row in enumerate(rows[:25]):
        if _may_be_title(row.text) and row.text[-1] != ":" and not is_sure_part_heading(row.text):
            return joined_words(_title_lines(rows[place : place + 3]))[:_LONGEST_TITLE]
    return ""


def _above_part(rows: Sequence[Row]) -> list[str]:
    """The lines right above a paper's first part that are its title, as many as three."""
    titles: list[str] = []
    for row in reversed(rows):
        goes_on = not row.gap and row.text[0].islower() and row.text[-1] != "."
        if (
            not (goes_on or _may_be_title(row.text))
            or is_part_heading(row.text)
            or (titles and row.text[-1] in ".:")
            or len(titles) == 3
        ):
            break
        titles.append(row.text)
        if row.gap:
            break
    return titles[::-1] if titles and not titles[-1][0].islower() else []


def _title_lines(rows: Sequence[Row]) -> list[str]:
    """A title's first line, and those that it runs on into."""
    lines = [rows[0].text]
    for row in rows[1:]:
        goes_on = row.text[0].islower() and (not row.gap or len(row.text) < _LONGEST_LEFTOVER)
        if not (goes_on or dangles(lines[-1])):
            break
        lines.append(row.text)
    return lines


def _behind_contact(rows: Sequence[Row]) -> str:
    """The title in a letterhead that lost its lines: what follows its last telephone or address."""
    for row in rows[:3]:
        labels = list(_CONTACT.finditer(row.text))
        if labels and _may_be_title(title := row.text[labels[-1].end() :].strip()):
            return title
    return ""
