"""What a draft is made of: claims with their evidence, before anything is numbered or checked."""

from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.evidence import Passage


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence that an answer wants to say, without its full stop, and the passages that it leans on.

    ``items`` make the claim a list that ``text`` leads in. A claim without ``proof`` speaks of the collection
    ("något beslut hittar jag inte"), never of what a document says. With ``at_page`` the text begins with a
    document, and "Det står på sidan 4 i" is said before it.
    """

    text: str
    proof: tuple[Passage, ...] = ()
    items: tuple["Item", ...] = ()
    at_page: bool = False

    @property
    def evidence(self) -> tuple[Passage, ...]:
        """Every passage that it or one of its items leans on."""
        return (*self.proof, *(passage for item in self.items for passage in item.proof))


def first_evidence(claims: Iterable[Claim]) -> Passage | None:
    """The passage that ``claims`` lean on first of all; None where they lean on none."""
    return next((passage for claim in claims for passage in claim.evidence), None)


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a list, with its own evidence where it has one beside the list's."""

    text: str
    proof: tuple[Passage, ...] = ()
