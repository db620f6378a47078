"""Where settings become parts: the collection and the assistant over it."""

from collections.abc import Iterator
from contextlib import contextmanager

from corpus.collection import Collection, open_collection
from corpus.embedding import open_embedder
from corpus.errors import BadInput
from corpus.folder import DataFolder
from corpus.settings import Settings
from retrieval.assistant import Assistant, Shelf
from retrieval.desk import Desk
from retrieval.writing.llm import Endpoint, LanguageModel, open_model


@contextmanager
def owned_collection(settings: Settings, name: str, *, fresh: bool = False) -> Iterator[Collection]:
    """The collection of the settings' data folder, owned as ``name`` until the block ends."""
    embedder = open_embedder(settings.model, settings.engine)
    folder = DataFolder(settings.data)
    with (
        folder.owned(name),
        open_collection(folder, embedder, settings.chroma_url, fresh=fresh) as collection,
    ):
        yield collection


def assistant_over(collection: Collection, home: str | None, model: LanguageModel | None = None) -> Assistant:
    """The assistant over ``collection``, whose indexes are first made to agree with its archive."""
    collection.agree()
    indexes = collection.indexes
    embedder = indexes.vectors.embedder.id
    return Assistant(Shelf(collection.archive, indexes.lexical, indexes.vectors, embedder, home), model)


def desk_over(collection: Collection, home: str | None) -> Desk:
    """The tjänsteman's desk over ``collection``, whose indexes are first made to agree with its archive."""
    return Desk(assistant_over(collection, home).shelf, collection.indexes.vectors.embedder)


def language_model(settings: Settings) -> LanguageModel | None:
    """The language model that the settings name, or None. ``BadInput`` where they name half of one."""
    url, name, key = settings.llm_url, settings.llm_model, settings.llm_key
    if url is None and name is None:
        return None
    if url is None or name is None:
        raise BadInput("En språkmodell anges med både PARAGRAF_LLM_URL och PARAGRAF_LLM_MODEL.")
    return open_model(Endpoint(url, name, key.get_secret_value() if key else None, settings.llm_seconds))
