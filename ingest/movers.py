"""Who moves, reserves, votes: persons with their party, or the group or body that a sentence names."""

import re

_NAME = r"[A-ZÅÄÖÉÜÁ][\w'’.-]{0,40}(?: (?:(?:af|av|de|der|den|el|la|von|van) )?[A-ZÅÄÖÉÜÁ][\w'’.-]{0,40})"
# "Anna Berg (S)", and the older "Anna Berg, S"
PERSON = re.compile(
    rf"(?P<name>{_NAME}{{0,4}}) ?\((?P<party>[A-ZÅÄÖ][\w./ -]{{0,24}}|[a-zåäö]{{1,4}})\)"
    rf"|(?P<plain>{_NAME}{{1,3}}), (?P<initials>S|M|C|L|KD|MP|V|SD|FP)\b(?! och)"
)
TITLES = re.compile(
    r"^(?:(?:Tjänstgörande|Andre|Förste|Andra|Första|Vice|Ordföranden?|Ersättaren?|Ledamoten|Kommunalrådet?|Oppositionsrådet"
    r"|Vidare|Därefter|Härefter|Även|Dessutom|Samt|Och|Samtliga|Omröstning|Reservation|Yrkanden?) )+"
)
# Words that lead into a sentence and are no part of who speaks.
LEAD_IN = re.compile(
    r"^(?:Vidare|Därefter|Härefter|Även|Dessutom|Sedan|I andra hand|I första hand|Slutligen|Samtidigt),? "
)
# `Ledamöterna från SD`, `Representanterna från V, S och MP`, `Ordföranden`, `Moderaterna`, `Hela nämnden`.
GROUP = re.compile(
    r"(?:Ledamöterna|Ledamoten|Ersättarna|Representanterna|Samtliga|Hela|Majoriteten|Oppositionen|Alliansen|Ordföranden?"
    r"|[A-ZÅÄÖ][\w-]{0,40}(?:erna|artiet|gruppen|istiska|ets|nas)|[A-ZÅÄÖ]{1,3})(?:[ ,]+[\w()-]{1,20}){0,8}"
)


def persons(text: str) -> tuple[str, ...]:
    """The persons printed with a party in ``text``, in order, once each: ``Anna Berg (S)``."""
    return tuple(dict.fromkeys(map(_named, PERSON.finditer(text))))


def _named(person: re.Match[str]) -> str:
    name = TITLES.sub("", person["name"] or person["plain"])
    return f"{name} ({person['party'] or person['initials']})"


def movers(sentence: str, verb: tuple[int, int]) -> tuple[str, ...]:
    """Who does what the verb at ``verb`` says: the persons before it, a group, or the persons behind."""
    before, after = sentence[: verb[0]], sentence[verb[1] :]
    if found := persons(before):
        return found
    subject = LEAD_IN.sub("", before.strip().rpartition("\n")[2]).strip(" ,:•-–")
    if GROUP.fullmatch(subject):
        return (subject,)
    return _leading(after)


def _leading(text: str) -> tuple[str, ...]:
    """The persons that ``text`` begins with: `yrkar Anna Berg (S) och Bo Ek (M) bifall`."""
    found: list[str] = []
    end = 0
    for match in PERSON.finditer(text):
        if match.start() - end > 6:
            break
        found.append(_named(match))
        end = match.end()
    return tuple(found)
