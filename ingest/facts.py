"""What a document's first page says of it: body, meeting date, title, diarienummer, municipality."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.bodies import find_bodies, find_municipalities
from corpus.dates import find_dates
from corpus.diarienummer import find_diarienummer
from ingest.headings import is_leader, is_part_heading
from ingest.layout import Row

_MEETING_LABEL = re.compile(
    r"(?:Sammanträdes(?:datum|dag|tid)|Mötes(?:datum|dag|tid)|Datum för sammanträde(?:t)?|Sammanträde(?:t)?(?: den)?|Möte(?:t)? den|Tid(?:punkt)?"
    r"|Plats och (?:tid|sammanträdestid)|Tid och plats|Plats, datum och tid|Datum(?: och tid)?|Dag och tid)\b[ :]*",
    re.IGNORECASE,
)
_OTHER_DAY = re.compile(
    r"(?:anslag\w*|upps(?:ätt|att)\w*|nedtag\w*|tas ne[dr]|juster\w*|utskriv\w*|utskrift\w*|signed|date:|signer\w*|reviderad\w*|handlingar|överklag\w*"
    r"|föregående|laga kraft|tillkännag\w*)\b.{0,60}$",
    re.IGNORECASE | re.DOTALL,
)
_DATE_LABEL = re.compile(
    r"(?:Datum|Utfärdat|Upprättad|Skriven|Dnr|Diarienummer|Handläggare|Sida|Telefon|E-post|Vår beteckning|Ert datum)\b",
    re.IGNORECASE,
)
_LONGEST_TITLE = 160
_LETTER_ROW = re.compile(
    r"(?:Datum|Dnr|Diarie\w*|Ärende(?:nummer|nr)?|Handläggare|Telefon|Tel|E-post|Sida|Sid|Vår|Er|Ert|Adress|Postadress|Besöksadress|Box|Org\.?\s?nr|www\.|https?:|Till|Kopia)\b"
    r"|[\w.+-]+@|\d{3} ?\d\d\b|\d{2,4}-\d{2}",
    re.IGNORECASE,
)


def body_of(heads: Sequence[str], rows: Sequence[str]) -> str | None:
    """The body whose paper this is: named in the running head, else first on the page."""
    for text in (*heads, *rows):
        found = find_bodies(text)
        if found and not _is_aside(text, found[0].span[0]):
            return found[0].name
    return None


def meeting_date(heads: Sequence[str], rows: Sequence[str]) -> dt.date | None:
    """The day of the meeting: labelled so, else in the running head, else the first that is no other day."""
    joined = "\n".join(rows)
    labelled = _labelled_day(joined) or _labelled_day("\n".join(heads))
    if labelled:
        return labelled
    for text in (*heads, *rows):
        dates = find_dates(text)
        if dates and not _OTHER_DAY.search(text[: dates[0].span[0]]):
            return dates[0].value
    return None


def paper_date(rows: Sequence[str]) -> dt.date | None:
    """The day a paper bears in its letterhead."""
    for text in rows:
        dates = find_dates(text)
        if dates and (len(text) < 60 or _DATE_LABEL.search(text)):
            return dates[0].value
    return None


def matter_numbers(rows: Sequence[str]) -> tuple[str, ...]:
    """The diarienummer of a document about one matter, from its letterhead."""
    found = [number.text for text in rows for number in find_diarienummer(text)]
    return tuple(dict.fromkeys(found))[:3]


def title_of(rows: Sequence[Row]) -> str:
    """A document's own title: the largest type on its first page, else the line before its first part."""
    sized = [row for row in rows[:30] if row.size is not None and _may_be_title(row.text)]
    if sized:
        largest = max(row.size or 0.0 for row in sized)
        ordinary = Counter(round(row.size or 0.0, 1) for row in rows if row.size).most_common(1)[0][0]
        if largest > ordinary + 1.0:
            words = [row.text for row in sized if (row.size or 0.0) > largest - 0.5]
            return " ".join(words[:4])[:_LONGEST_TITLE]
    return _title_in_words(rows)


def municipality_of(texts: Iterable[str]) -> str | None:
    """The municipality named most often; a line that is nothing else counts as a letterhead."""
    counts: Counter[str] = Counter()
    for text in texts:
        for found in find_municipalities(text):
            alone = found.span[1] - found.span[0] > 0.6 * len(text)
            counts[found.name] += 4 if alone else 1
    return counts.most_common(1)[0][0] if counts else None


def _labelled_day(text: str) -> dt.date | None:
    for label in _MEETING_LABEL.finditer(text):
        dates = find_dates(text[label.end() : label.end() + 70])
        before = text[max(0, label.start() - 40) : label.start()]
        if (
            dates
            and not _OTHER_DAY.search(before)
            and not _OTHER_DAY.search(text[label.end() :][: dates[0].span[0]])
        ):
            return dates[0].value
    return None


def _is_aside(text: str, start: int) -> bool:
    return bool(
        re.search(
            r"(?:revisor|ledamot|ersättare|sekreterare|ordförande)\w*,? i\s*$", text[:start], re.IGNORECASE
        )
    )


def _may_be_title(text: str) -> bool:
    return (
        3 < len(text) <= _LONGEST_TITLE
        and any(letter.isalpha() for letter in text)
        and not _LETTER_ROW.match(text)
        and not is_leader(text)
        and not find_dates(text)[:1]
    )


def _title_in_words(rows: Sequence[Row]) -> str:
    part = next((place for place, row in enumerate(rows[:40]) if place and is_part_heading(row.text)), None)
    if part:
        titles = []
        for row in reversed(rows[max(0, part - 4) : part]):
            if not _may_be_title(row.text) or (titles and row.text[-1] in ".:") or len(titles) == 3:
                break
            titles.append(row.text)
            if row.gap and titles:
                break
        if titles:
            return " ".join(reversed(titles))[:_LONGEST_TITLE]
    return next((row.text[:_LONGEST_TITLE] for row in rows[:25] if _may_be_title(row.text)), "")
