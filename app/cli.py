"""The command line: ``paragraf COMMAND``.

``--json`` prints one JSON object on standard output; all else goes to standard error. Exit status: 0 done,
1 some files failed, 2 wrong usage, 3 cannot start.
"""

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from pkgutil import resolve_name
from typing import NoReturn, TypeAlias

from corpus.errors import BadInput, CannotStart, NotFound, ParagrafError
from corpus.model import Kind, Status
from corpus.sheet import Format

SOME_FAILED, WRONG_USAGE, CANNOT_START = 1, 2, 3

_Command: TypeAlias = Callable[[argparse.Namespace], int]


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(WRONG_USAGE, f"Fel: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status."""
    options = parser().parse_args(arguments)
    try:
        run: _Command = resolve_name(options.run)
        return run(options)
    except KeyboardInterrupt:
        return SOME_FAILED
    except ParagrafError as error:
        sys.stderr.write(f"{error}\n")
        return exit_status(error)


def exit_status(error: ParagrafError) -> int:
    """What the program ends with when ``error`` stops it."""
    match error:
        case CannotStart():
            return CANNOT_START
        case BadInput() | NotFound():
            return WRONG_USAGE
        case _:
            return SOME_FAILED


def parser() -> argparse.ArgumentParser:
    """The whole of the command line; a command's module is loaded when the command is run."""
    root = _Parser(prog="paragraf", description="Frågor om kommunens handlingar, med bevisade källor.")
    named = root.add_subparsers(metavar="KOMMANDO", required=True, parser_class=_Parser)

    def add(name: str, run: str, about: str, *parents: _Parser) -> _Parser:
        command = named.add_parser(name, help=about, description=about, parents=[_shared(), *parents])
        command.set_defaults(run=f"app.{run}")
        return command

    ingest = add("ingest", "collecting:ingest", "Läs in filer och mappar.")
    ingest.add_argument("paths", nargs="+", type=Path, metavar="SÖKVÄG")
    ingest.add_argument("--manifest", type=Path, metavar="FIL", help="vad filerna inte säger (CSV, YAML)")
    ingest.add_argument("--watch", action="store_true", help="läs in nytt tills kommandot avbryts (Ctrl-C)")
    sections = add("sections", "contents:sections", "Visa vad tolkningen fann.")
    sections.add_argument("file", nargs="?", metavar="FIL")
    _add_asking(add("ask", "asking:ask", "Ställ en fråga.", _filters()))
    add("search", "asking:search", "Sök avsnitt.", _filters()).add_argument("text", metavar="TEXT")
    _add_precedents(
        add("precedents", "desk:precedents", "Hitta tidigare beslut i liknande ärenden.", _filters())
    )
    _add_matter(add("matter", "desk:matter", "Visa ett ärendes väg."))
    _add_standing(add("standing", "desk:standing", "Visa om ett styrdokument gäller."))
    tasks = add("assignments", "desk:assignments", "Visa vilka uppdrag som är öppna.", _filters(ranked=False))
    _add_assignments(tasks)
    stands = add("votes", "desk:votes", "Visa vem som yrkade, röstade, reserverade.", _filters(ranked=False))
    _add_votes(stands)
    _add_serving(add("serve", "serving:serve", "Starta tjänsten och chatten."))
    add("status", "contents:status", "Visa vad samlingen innehåller.")
    add("reindex", "collecting:reindex", "Gör om indexen från arkivet.")
    forget = add("forget", "collecting:forget", "Ta bort ett dokument ur arkiv och index.")
    forget.add_argument("document", metavar="DOKUMENT")
    _add_evaluation(add("eval", "evaluation:run_set", "Mät hur bra svaren är."))
    return root


def _shared(default: str | None = None) -> _Parser:
    options = _Parser(add_help=False, argument_default=default)
    options.add_argument("--data", type=Path, metavar="MAPP", help="mappen med arkiv och index")
    options.add_argument("--json", action="store_true", help="skriv ett JSON-objekt")
    return options


def _filters(*, ranked: bool = True) -> _Parser:
    options = _Parser(add_help=False)
    options.add_argument("--municipality", metavar="KOMMUN")
    options.add_argument("--body", metavar="ORGAN")
    options.add_argument("--kind", type=Kind, choices=list(Kind), metavar="SLAG", help=", ".join(Kind))
    options.add_argument(
        "--status", type=Status, choices=list(Status), metavar="STATUS", help=", ".join(Status)
    )
    options.add_argument("--since", type=_date, metavar="ÅÅÅÅ-MM-DD", help="sammanträdesdag från och med")
    options.add_argument("--until", type=_date, metavar="ÅÅÅÅ-MM-DD", help="sammanträdesdag till och med")
    options.add_argument("--dnr", metavar="DIARIENUMMER")
    if ranked:
        options.add_argument("--limit", type=_count, default=10, metavar="ANTAL")
    return options


def _add_asking(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", metavar="FRÅGA")
    _add_delivery(command, [form for form in Format if form is not Format.CSV])


def _add_precedents(command: argparse.ArgumentParser) -> None:
    command.add_argument("text", nargs="?", metavar="TEXT", help="en mening eller ett utkast")
    command.add_argument(
        "--file", type=Path, metavar="FIL", help="ett utkast: PDF, Word, text, HTML, Markdown"
    )
    _add_delivery(command, list(Format))


def _add_matter(command: argparse.ArgumentParser) -> None:
    command.add_argument("dnr", metavar="DNR", help="ärendets diarienummer eller namn")
    command.add_argument("--municipality", metavar="KOMMUN")
    _add_delivery(command, list(Format))


def _add_standing(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", metavar="NAMN", help="styrdokumentets namn")
    command.add_argument("--on", type=_date, metavar="ÅÅÅÅ-MM-DD", help="dagen, standard: i dag")
    command.add_argument("--municipality", metavar="KOMMUN")
    _add_delivery(command, list(Format))


def _add_assignments(command: argparse.ArgumentParser) -> None:
    command.add_argument("--on", type=_date, metavar="ÅÅÅÅ-MM-DD", help="läget den dagen, annars i dag")
    command.add_argument("--open", action="store_true", help="bara de öppna")
    _add_delivery(command, list(Format))


def _add_votes(command: argparse.ArgumentParser) -> None:
    command.add_argument("--person", metavar="NAMN")
    command.add_argument("--party", metavar="PARTI", help="som det trycks, till exempel S")
    _add_delivery(command, list(Format))


def _add_delivery(command: argparse.ArgumentParser, forms: list[Format]) -> None:
    command.add_argument("--out", type=Path, metavar="FIL", help="spara svaret med källor i en fil")
    command.add_argument(
        "--format", type=Format, choices=forms, metavar="FORM", help=f"filens form: {', '.join(forms)}"
    )


def _add_serving(command: argparse.ArgumentParser) -> None:
    command.add_argument("--host", metavar="ADRESS", help="standard: 127.0.0.1, bara den här datorn")
    command.add_argument("--port", type=_count, metavar="PORT", help="tjänstens port, standard 8000")
    command.add_argument(
        "--read", nargs="+", type=Path, metavar="SÖKVÄG", help="läs först in filer och mappar"
    )
    command.add_argument("--no-ui", action="store_true", help="utan chatten")
    command.add_argument("--ui-port", type=_count, metavar="PORT", help="chattens port, standard 8501")


def _add_evaluation(command: argparse.ArgumentParser) -> None:
    steps = command.add_subparsers(metavar="STEG", required=True, parser_class=_Parser)

    def add(name: str, run: str, about: str) -> argparse.ArgumentParser:
        shared = _shared(argparse.SUPPRESS)  # what is told before the step stands
        step = steps.add_parser(name, help=about, description=about, parents=[shared])
        step.set_defaults(run=f"app.{run}")
        return step

    run = add("run", "evaluation:run_set", "Ställ en frågesamling.")
    run.add_argument(
        "questions", type=Path, metavar="FIL", help="frågesamlingen (YAML, eller mapp i BEIR-form)"
    )
    run.add_argument("--half", choices=["tune", "held"], help="bara ena halvan av genererade frågor")
    run.add_argument(
        "--withhold", action="store_true", help="ställ även varje fråga med dess ärende undanhållet"
    )
    run.add_argument("--out", type=Path, metavar="MAPP", help="spara körningen, med rapport")
    compare = add("compare", "evaluation:compare_runs", "Jämför två sparade körningar.")
    compare.add_argument("before", type=Path, metavar="FÖRE")
    compare.add_argument("after", type=Path, metavar="EFTER")
    compare.add_argument("--measure", default="Right", metavar="MÅTT")
    gate = add("gate", "evaluation:pass_gate", "Ställ provfrågorna: ingen typ av fråga får ha försämrats.")
    gate.add_argument("--renew", action="store_true", help="gör den här körningen till baslinje")
    generate = add("generate", "evaluation:write_generated", "Gör frågor av det som är inläst.")
    generate.add_argument("questions", type=Path, metavar="FIL", help="filen att skriva (YAML)")
    generate.add_argument("--per-type", type=_count, default=100, metavar="ANTAL", help="frågor per typ")
    add("precedents", "desk_evaluation:run_precedents", "Mät tidigare beslut mot märkta frågor (Göteborg).")
    add("matters", "desk_evaluation:run_matters", "Mät ärendens väg mot märkta ärenden (Göteborg).")
    export = add("export", "evaluation:export_beir", "Skriv en frågesamling i BEIR-form.")
    export.add_argument("questions", type=Path, metavar="FIL")
    export.add_argument("folder", type=Path, metavar="MAPP")


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} är inget datum; skriv ÅÅÅÅ-MM-DD") from None


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} är inget heltal större än noll")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
