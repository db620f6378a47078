"""Whether a quote is on its page: whole, or going over to the next with a foot and a head between."""

import pytest

from corpus.swedish import letters
from evals.quotes import stands

PAGE = letters("Avgiften höjs. Nämnden väntar sig 94 mnkr, varav 73 mnkr inom den avgiftsfinansierade 8 (13)")
NEXT = letters("Granmåla kommun 2031-03-04 verksamheten. Taxan gäller från den 1 maj.")


@pytest.mark.parametrize(
    ("quote", "is_there"),
    [
        ("Avgiften höjs.", True),
        ("varav 73 mnkr inom den avgiftsfinansierade verksamheten.", True),
        ("varav 74 mnkr inom den avgiftsfinansierade verksamheten.", False),
        ("varav 73 mnkr inom den avgiftsfinansierade driften.", False),
        ("Taxan gäller från den 1 maj.", False),
    ],
)
def test_a_quote_begins_on_its_page(quote: str, is_there: bool) -> None:
    assert stands(letters(quote), PAGE, NEXT) is is_there
