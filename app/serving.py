"""``paragraf serve``."""

import argparse
import sys

from app.collecting import ingested, options_of
from app.composition import assistant_over, language_model, owned_collection
from app.printing import ingest_lines, tell
from app.server import Ports, claim, create_app, run_app
from corpus.settings import read_settings

NAME = "paragraf serve"


def serve(options: argparse.Namespace) -> int:
    """Serve until stopped, with ``--read`` after reading files and folders in."""
    settings = read_settings(data=options.data)
    chat = None if options.no_ui else options.ui_port or settings.ui_port
    ports = Ports(options.host or settings.host, options.port or settings.port, chat)
    claim(ports)
    with owned_collection(settings, NAME) as collection:
        if options.read:
            result = ingested(collection, options.read, options_of(settings))
            tell(options.json, result, ingest_lines(result))
        assistant = assistant_over(collection, settings.municipality, language_model(settings))
        app = create_app(collection, assistant, options_of(settings))
        collection.folder.announce(NAME, ports.address)
        sys.stderr.write(f"Tjänsten: {ports.address}\n")
        if ports.chat_address:
            sys.stderr.write(f"Chatten:  {ports.chat_address}\n")
        run_app(app, ports)
    return 0
