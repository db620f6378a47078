"""Who moves, reserves or notes: persons with their party, or the group or body that a sentence names."""

import re

from corpus.persons import NAME, persons, persons_first

# Words that lead into a sentence and are no part of who speaks.
LEAD_IN = re.compile(
    r"^(?:Vidare|Därefter|Härefter|Även|Dessutom|Sedan|I andra hand|I första hand|Slutligen|Samtidigt),? "
)
# `Ledamöterna från SD`, `Representanterna från V, S och MP`, `Ordföranden`, `Moderaterna`, `Hela nämnden`.
GROUP = re.compile(
    r"(?:Ledamöterna|Ledamoten|Ersättarna|Representanterna|Samtliga|Hela|Majoriteten|Oppositionen|Alliansen|Ordföranden?"
    r"|[A-ZÅÄÖ][\w-]{0,40}s (?:ledamöter|ersättare|representanter)"
    r"|[A-ZÅÄÖ][\w-]{0,40}(?:erna|artiet|gruppen|istiska|ets|nas)|[A-ZÅÄÖ]{1,3})(?:[ ,]+[\w()-]{1,20}){0,8}"
)

# Older minutes name persons without their party.
AND = re.compile(r",? (?:och|samt) |, ")
NAMES = re.compile(rf"{NAME}{{1,3}}(?:(?:{AND.pattern}){NAME}{{1,3}}){{0,12}}")
NAMES_FOLLOW = re.compile(
    rf" (?P<names>{NAMES.pattern})"
    r"(?=\.|\s*$| (?:bifall|avslag|återremiss|bordläggning|reservation|att|till|mot|på)\b)"
)


def movers(sentence: str, verb: tuple[int, int]) -> tuple[str, ...]:
    """Who does what the verb at ``verb`` says: the persons before it, a group, or the persons behind."""
    before, after = sentence[: verb[0]], sentence[verb[1] :]
    if found := persons(before):
        return found
    subject = LEAD_IN.sub("", before.strip().rpartition("\n")[2]).strip(" ,:•-–")
    if GROUP.fullmatch(subject):
        return (subject,)
    if NAMES.fullmatch(subject):
        return _parted(subject)
    unnamed = NAMES_FOLLOW.match(after)
    return persons_first(after) or (_parted(unnamed["names"]) if unnamed else ())


def _parted(names: str) -> tuple[str, ...]:
    return tuple(AND.split(names.rstrip(".")))
