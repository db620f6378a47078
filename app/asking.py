"""``paragraf ask`` and ``paragraf search``."""

import argparse

from app.client import Client
from app.composition import assistant_over, language_model, owned_collection
from app.printing import answer_lines, deliver, hit_lines, tell
from corpus.export import answer_sheet
from corpus.folder import running_address
from corpus.model import Filters, Question
from corpus.settings import read_settings
from corpus.views import HitsView, answer_view, hit_view


def ask(options: argparse.Namespace) -> int:
    """Answer one question; with ``--out`` or ``--format`` as a sheet with its sources."""
    settings = read_settings(data=options.data)
    question = Question(options.text, filters=filters_of(options))
    address = running_address(settings.data)
    if address:
        view = Client(address).ask(question)
    else:
        with owned_collection(settings, "paragraf ask") as collection:
            assistant = assistant_over(collection, settings.municipality, language_model(settings))
            view = answer_view(question, assistant.ask(question))
    if options.out or options.format:
        deliver(answer_sheet(view), options.format, options.out)
    else:
        tell(options.json, view, answer_lines(view))
    return 0


def search(options: argparse.Namespace) -> int:
    """Rank passages."""
    settings = read_settings(data=options.data)
    question = Question(options.text, filters=filters_of(options))
    address = running_address(settings.data)
    if address:
        hits = Client(address).search(question.text, question.filters, options.limit)
    else:
        with owned_collection(settings, "paragraf search") as collection:
            found = assistant_over(collection, settings.municipality).search(question, options.limit)
            hits = tuple(map(hit_view, found))
    tell(options.json, HitsView(hits), hit_lines(hits))
    return 0


def filters_of(options: argparse.Namespace) -> Filters:
    """The filters that a command was given."""
    return Filters(
        municipality=options.municipality,
        body=options.body,
        kind=options.kind,
        status=options.status,
        since=options.since,
        until=options.until,
        dnr=options.dnr,
    )
