"""Persons as minutes print them: a name, mostly with a party."""

import re

NAME = r"[A-ZÅÄÖÉÜÁ][\w'’.-]{0,40}(?: (?:(?:af|av|de|der|den|el|la|von|van) )?[A-ZÅÄÖÉÜÁ][\w'’.-]{0,40})"
# "Anna Berg (S)", and the rarer "Anna Berg, S", "Anna Berg, s," and "Anna Berg S"
PERSON = re.compile(
    rf"(?P<name>{NAME}{{0,4}}) ?\((?P<party>[A-ZÅÄÖ][\w./ -]{{0,24}}|[a-zåäö]{{1,4}})\)"
    rf"|(?P<plain>{NAME}{{1,3}}), (?P<initials>(?:S|M|C|L|KD|MP|V|SD|FP)\b(?! och)"
    r"|(?:s|m|c|l|kds?|mp|v|sd|fp|nyd)(?=,|;|\n|$))"
    rf"|(?P<bare>{NAME}{{1,3}}) (?P<letters>SD|KD|MP|[SMCLV])"
    r"(?=[,;\n]|$| (?:och|samt|yrkar|reserverar|deltar|anmäler)\b)"
)
TITLES = re.compile(
    r"^(?:(?:Tjänstgörande|Andre|Förste|Andra|Första|Vice|Ordföranden?|Ersättaren?|Ledamoten|Kommunalrådet?|Oppositionsrådet"
    r"|Vidare|Därefter|Härefter|Även|Dessutom|Samt|Och|Samtliga|Omröstning|Reservation|Yrkanden?) )+"
)
_NAMED = re.compile(rf"(?P<name>{NAME}{{1,4}}?)(?:,? \(?(?P<party>[A-ZÅÄÖ]{{1,4}}|[a-zåäö]{{1,4}})\)?)?")
# Between two names stands no more than " samt ".
_JOINT = 6
_OFFICE = re.compile(r"^(?:[a-zåäö]{3,40} ){1,3}(?=[A-ZÅÄÖ])")
_BETWEEN = re.compile(r"[,;\n]\s*(?:och |samt )?|\s(?:och|samt)\s")


def persons(text: str) -> tuple[str, ...]:
    """The persons printed with a party in ``text``, in order, once each: ``Anna Berg (S)``."""
    return tuple(dict.fromkeys(map(_told, PERSON.finditer(text))))


def persons_first(text: str) -> tuple[str, ...]:
    """The persons that ``text`` begins with: ``Anna Berg (S) och Bo Ek (M) bifall``."""
    found: list[str] = []
    end = 0
    for match in PERSON.finditer(text):
        if match.start() - end > _JOINT:
            break
        found.append(_told(match))
        end = match.end()
    return tuple(found)


def listed_persons(text: str) -> tuple[str, ...]:
    """The persons of a list that holds nothing else, with the party where it is printed, else ()."""
    items = [item.strip(" .\t") for item in _BETWEEN.split(text)]
    named = [_NAMED.fullmatch(TITLES.sub("", _OFFICE.sub("", item))) for item in items if item]
    return tuple(
        f"{match['name']} ({match['party']})" if match["party"] else match["name"]
        for match in named
        if match and all(named)
    )


def _told(person: re.Match[str]) -> str:
    name = TITLES.sub("", person["name"] or person["plain"] or person["bare"])
    return f"{name} ({person['party'] or person['initials'] or person['letters']})"
