"""A run as one HTML page that holds all it shows: figures with their uncertainty, and every question.

The page is in Swedish: who reads it judges whether the program can be trusted in a municipality.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from html import escape
from pathlib import Path
from statistics import fmean

from evals.calibration import Point
from evals.measures import parse_measure
from evals.plots import Bar, Series, bars, histogram, lines
from evals.record import Cited, Record, Scored, by_type
from evals.significance import interval
from evals.table import cells, model_lines

_STYLE = Path(__file__).with_name("report.css")
_PLOTTED = (
    ("Right", "Rätta svar", "Andelen frågor som fick ett rätt svar med rätt källa, eller rätt avstods från."),
    ("Recall@5", "Sökningen", "Andelen frågor där det avgörande stället är bland de fem första träffarna."),
    ("CitationPrecision", "Källorna", "Hur stor del av ett svars källhänvisningar som går till rätt ställe."),
)
_TYPES = {
    "adjuster": "justerare",
    "amount": "belopp",
    "comparison": "jämförelse",
    "date": "datum",
    "decision": "beslut",
    "fact": "sakuppgift",
    "follow_up": "följdfråga",
    "granted": "bifall eller avslag",
    "identifier": "vad en § säger",
    "list": "lista",
    "moved": "yrkanden",
    "number": "diarienummer",
    "office": "ordförande m.fl.",
    "out_of_scope": "utanför uppdraget",
    "outcome": "hur det gick",
    "precedent": "tidigare fall",
    "proposal": "förvaltningens förslag",
    "section": "vilken §",
    "status": "beslut eller förslag",
    "timeline": "ärendets gång",
    "unanswerable": "obesvarbar",
    "vote": "röstetal",
    "who": "vem",
    "withheld": "undanhållen",
}
_FAULTS = {
    "Right": "fel svar",
    "Answer": "säger inte det som ska sägas",
    "Citation": "ingen rätt källa",
    "Status": "förslag berättat som beslut",
    "Untrapped": "känd fälla",
    "Refusal": "fel om att svara eller avstå",
    "Quote": "citat som inte står på sidan",
    "Grounded": "uppgift som inte står i källan",
    "Supported": "mening utan belägg",
    "Recall@5": "stället är inte bland de fem första träffarna",
}


def report(kept: Record, points: Sequence[Point] = ()) -> str:
    """The page; ``points`` are what refusing would be worth at other thresholds."""
    title = f"Utvärdering: {len(kept.questions)} frågor"
    body = "".join(
        (
            f"<h1>{title}</h1>",
            _opening(kept.questions),
            *(f"<p>{escape(line)}</p>" for line in model_lines(kept)),
            *(_plotted(kept.questions, *told) for told in _PLOTTED),
            _table(kept),
            _latency(kept.questions),
            _calibration(points),
            _questions(kept.questions),
            _origin(kept),
        )
    )
    return (
        '<!doctype html>\n<html lang="sv"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body>{body}</body></html>\n"
    )


def _opening(questions: Sequence[Scored]) -> str:
    scores = _known(questions, "Right")
    between = interval(scores)
    if between is None:
        return "<p>Inget att mäta.</p>"
    low, high = between
    return (
        f"<p><strong>{sum(scores):.0f} av {len(scores)} rätt</strong>: {_percent(fmean(scores))}. "
        f"Med så många frågor kan andelen i längden vara allt mellan {_percent(low)} och {_percent(high)} "
        "(95 procents säkerhet). Strecken i staplarna visar samma osäkerhet, större ju färre frågorna är.</p>"
    )


def _plotted(questions: Sequence[Scored], measure: str, title: str, about: str) -> str:
    rows = [row for kind, group in by_type(questions).items() for row in _bar(kind, group, measure)]
    return _part(title, about, bars(rows, title)) if rows else ""


def _bar(kind: str, group: Sequence[Scored], measure: str) -> Iterator[Bar]:
    scores = _known(group, measure)
    between = interval(scores)
    if between:
        yield Bar(_TYPES.get(kind, kind), fmean(scores), between, len(scores))


def _table(kept: Record) -> str:
    head, *rows = cells(kept)
    drawn = "".join(_row("td", (_TYPES.get(kind, kind), *rest)) for kind, *rest in rows)
    return _part(
        "Alla mått",
        "Från 0 till 1, och svarstiden i millisekunder. Ett streck: måttet gäller inte.",
        f"<table>{_row('th', head)}{drawn}</table>",
    )


def _row(tag: str, row: Sequence[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"


def _latency(questions: Sequence[Scored]) -> str:
    taken = [question.seconds * 1000 for question in questions]
    middle, most = (parse_measure(name).of(taken) or 0.0 for name in ("Latency@50", "Latency@95"))
    about = (
        f"Hälften av svaren kom inom {middle:.0f} ms och 95 av 100 inom {most:.0f} ms. "
        "Den sista stapeln räknar även dem som tog längre tid."
    )
    marks = (("p50", middle), ("p95", most))
    return _part("Svarstider", about, histogram(taken, marks, "Svarstidernas fördelning"))


def _calibration(points: Sequence[Point]) -> str:
    if not points:
        return ""
    series = (
        Series("Avstod med rätta", "one", _curve((p.strictness, p.precision) for p in points)),
        Series("Avstod när det borde", "two", _curve((p.strictness, p.recall) for p in points)),
        Series("Rätta svar", "three", _curve((p.strictness, p.right) for p in points)),
    )
    about = (
        "Hur mycket av frågans ämne som källorna måste täcka avgör när Paragraf avstår. Här är kraven "
        "multiplicerade: 1 är de som gäller. »Avstod med rätta« är andelen av alla avståenden som var rätt "
        "(precision), »Avstod när det borde« andelen av de obesvarbara frågorna som avstods från (recall). "
        "Svaren är de som görs utan språkmodell."
    )
    head = _row("th", ("stränghet", *(one.name for one in series)))
    rows = "".join(_row("td", tuple(map(_figure, astuple(point)))) for point in points)
    drawn = lines(series, "Avståenden vid andra krav", "kravens stränghet")
    return _part("När Paragraf avstår", about, f"{drawn}<table>{head}{rows}</table>")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _curve(points: Iterable[tuple[float, float | None]]) -> tuple[tuple[float, float], ...]:
    return tuple((x, y) for x, y in points if y is not None)


def _questions(questions: Sequence[Scored]) -> str:
    ordered = sorted(questions, key=lambda question: (not _faults(question), question.type))
    about = "De som något är fel med står först."
    return _part("Frågorna", about, "".join(map(_question, ordered)))


def _question(question: Scored) -> str:
    faults = _faults(question)
    verdict = f'<span class="{"bad" if faults else "good"}">{escape(", ".join(faults) or "rätt")}</span>'
    places, kind = ", ".join(question.judgements) or "–", _TYPES.get(question.type, question.type)
    wanted = "inget: handlingarna svarar inte" if question.wanted is None else question.wanted
    return (
        f'<details class="{"fel" if faults else "ratt"}"{" open" if faults else ""}>'
        f"<summary><strong>{escape(question.question)}</strong> {verdict}"
        f' <span class="small">{escape(question.id)} · {escape(kind)}</span></summary>'
        f"{''.join(map(_turn, question.history))}"
        f"<p>{escape(question.answer or question.error or '')}</p>"
        f'<p class="small">Ska sägas: {escape(wanted)}. Rätta ställen: {escape(places)}.</p>'
        f"{''.join(map(_doubted, question.unsupported))}{_of_model(question)}"
        f"{''.join(map(_citation, question.citations))}</details>"
    )


def _doubted(sentence: str) -> str:
    return f'<p class="small">Utan belägg: {escape(sentence)}</p>'


def _of_model(question: Scored) -> str:
    told = (
        "Språkmodellens svar höll inte; det här är hämtat ur handlingarna." if question.fell_back else "",
        f"Strukna meningar: {question.dropped}." if question.dropped else "",
    )
    return f'<p class="small">{" ".join(filter(None, told))}</p>' if any(told) else ""


def _turn(said: str) -> str:
    return f'<p class="small">Tidigare i samtalet: {escape(said)}</p>'


def _citation(cited: Cited) -> str:
    right = {True: "rätt ställe", False: "annat ställe", None: ""}[cited.right]
    place = (cited.file, cited.section, f"s. {cited.page}" if cited.page else None, cited.status.value, right)
    told = " · ".join(filter(None, place))
    return f'<div class="small">{escape(told)}</div><blockquote>{escape(cited.quote)}</blockquote>'


def _origin(kept: Record) -> str:
    rows = [(name, value) for name, value in _told(kept) if value is not None]
    drawn = "".join(_row("td", row) for row in rows)
    about = "Med samma arkiv, frågor och inställningar blir körningen densamma."
    return _part("Så gjordes körningen", about, f'<table class="origin">{drawn}</table>')


def _told(kept: Record) -> Iterator[tuple[str, str | None]]:
    if kept.setup:
        yield "När", kept.setup.at
        yield "Frågor", f"{kept.setup.questions}, sha256 {kept.setup.questions_sha256}"
        yield "Halva", kept.setup.half
        yield "Hemkommun", kept.setup.municipality
        yield "Språkmodell", kept.setup.model
        yield "Arkiv", f"sha256 {kept.setup.archive_sha256}"
        yield "Program", f"paragraf {kept.setup.paragraf} på {kept.setup.machine}"
    if kept.made_by:
        yield "Svar gjorda av", kept.made_by.draft
        yield "Inbäddning", kept.made_by.embedder
        yield "Index", kept.made_by.index
        yield "Prompt", kept.made_by.prompt
        yield "Trösklar", kept.made_by.thresholds


def _part(title: str, about: str, content: str) -> str:
    return f"<h2>{escape(title)}</h2><p>{escape(about)}</p>{content}"


def _faults(question: Scored) -> list[str]:
    scores = ((told, question.scores.get(name)) for name, told in _FAULTS.items())
    found = [told for told, score in scores if score is not None and score < 1]
    return ["kraschade", *found] if question.error else found


def _known(questions: Sequence[Scored], measure: str) -> list[float]:
    return [score for question in questions if (score := question.scores.get(measure)) is not None]


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
