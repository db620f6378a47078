"""Who did it: the sentence that names a person with the deed asked about."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.bodies import find_bodies, same_body
from corpus.model import Kind, Status
from corpus.swedish import STOPWORDS, fold, words
from retrieval.asked import Ask
from retrieval.draft.bodies import TOLD_OF
from retrieval.draft.claims import Claim
from retrieval.draft.decision import decided, decision_claims, decisive, proposal_claims
from retrieval.draft.quoting import quoted
from retrieval.draft.sentences import anything, naming_passages, nothing, ranked_passages
from retrieval.draft.wording import QUOTE_LIMIT, quote, run_on, source
from retrieval.evidence import Passage, Reading
from retrieval.relevance import MINUTES, Case, is_of
from retrieval.subject import bag, covered, covers, share, uncovered

_GIVEN = r"[A-ZÅÄÖ][a-zåäöéü]+(?:[ -][A-ZÅÄÖ][a-zåäöéü]+)?"
PERSON = re.compile(
    rf"\b{_GIVEN}\s+(?:von\s+|af\s+|de\s+)?[A-ZÅÄÖ][a-zåäöéü]+(?:-[A-ZÅÄÖ][a-zåäöéü]+)?(?:\s+\([A-ZÅÄÖ]{{1,4}}\))?"
)
# Capitals that a heading or a body's name has, and no person's.
_NO_NAME = re.compile(
    r"(?i)(?:nummer|utlåtande|kontoret?|nämnd(?:en)?|styrelsen?|fullmäktige|förvaltning(?:en)?|skrivelse|protokoll|beslut|förslag"
    r"|stads?|kommuns?|datum|ärende|bilaga|sammanträde|utskott(?:et)?|bolag(?:et)?|plan(?:en)?|program|projekt|service|rådet"
    r"|utdrag|sida|utfärdat|region|telefon|underlag)\b"
)
_PARTY = re.compile(
    r"\([A-ZÅÄÖ]{1,4}(?:, [A-ZÅÄÖ]{1,4})*(?: (?:och|samt) [A-ZÅÄÖ]{1,4})?\)"
    r"|\b[Pp]artigrupp\w* [A-ZÅÄÖ]{1,4}\b"
    r"|\b(?i:ledam\w+|ersätta\w+|företräda\w+|representant\w+|grupp\w*) (?:från|för|i) [A-ZÅÄÖ]{1,4}\b"
    r"|\b(?:Moderat|Socialdemokrat|Sverigedemokrat|Kristdemokrat|Liberal)\w+"
    r"|\b(?:Center|Vänster|Miljö)parti\w+"
)
_FULL_NAME = rf"{_GIVEN}\s+(?:von\s+|af\s+|de\s+)?[A-ZÅÄÖ][\w-]+"
# Who is said to be chair: the name side by side with the word, or an election.
_CHAIR = re.compile(
    rf"\b{_FULL_NAME},?\s*(?:\(?[A-ZÅÄÖ]{{1,4}}\)?)?,?\s*\(?(?<!vice )\b(?i:ordf(?:örande)?)\b"
    rf"|(?<!vice )(?<!\w)(?i:ordföranden?)[:,]?[\s.…_-]+(?:(?:väljs?|utses|är)\s+)?{_FULL_NAME}"
    r"|\btill (?i:ordförande)\b[^.]{0,120}\b(?:väljs|utses|valdes|utsågs)\b"
)
# A line of a name alone, and a name with what its bearer is.
_SIGNATURE = re.compile(
    rf"^{_FULL_NAME}(?: [A-ZÅÄÖ][\w-]+)?(?: \([A-ZÅÄÖ]{{1,4}}\))?\W*$"
    rf"|{_FULL_NAME}[^.]{{0,60}}?\b(?i:\w*(?:ordförande|revisor|direktör|chef|sekreterare|ledamot|handläggare))\b"
)


@dataclass(frozen=True, slots=True)
class _Deed:
    """How a deed shows: the statuses to look in first, and the words that tell of it."""

    statuses: tuple[Status, ...]
    told: re.Pattern[str]


_DEEDS = {
    "yrka": _Deed((Status.YRKANDE,), re.compile(r"(?i)\byrk\w+|\byrkande\w*|\([A-ZÅÄÖ]{1,4}\)\s*:")),
    "rösta": _Deed((Status.OMROSTNING,), re.compile(r"(?i)\bröst\w+")),
    "reservera": _Deed((Status.RESERVATION,), re.compile(r"(?i)\breserver\w+|\breservation\w*")),
    "anteckna": _Deed((Status.ANTECKNING,), re.compile(r"(?i)\banteckn\w+|\byttrande\b")),
    "justera": _Deed((Status.BESLUT, Status.NARVARO, Status.OVRIGT), re.compile(r"(?i)\bjuster\w+")),
    "jäv": _Deed((), re.compile(r"(?i)\bjäv\w*")),
    "välja": _Deed(
        (Status.BESLUT,), re.compile(r"(?i)\bvälj\w+|\bvald?\b|\butse\w*|\butsåg\w*|\bnominera\w*")
    ),
    "underteckna": _Deed((), re.compile(r"(?i)")),
    "motionera": _Deed((), re.compile(r"(?i)\bmotion\w*")),
    "initiera": _Deed(
        (), re.compile(r"(?i)\binitiativ\w*|\bmedborgarförslag\w*|\binterpell\w+|\bförslag\w*")
    ),
    "leda": _Deed((Status.NARVARO, Status.OVRIGT, Status.BESLUT), _CHAIR),
    "avstå": _Deed(
        (Status.ANTECKNING, Status.OMROSTNING, Status.YRKANDE, Status.BESLUT),
        re.compile(r"(?i)\b(?:delta|deltar|deltog) (?:inte|ej)\b|\bavst(?:å|år|od)(?: från\b|:)"),
    ),
    "närvara": _Deed(
        (Status.NARVARO,),
        re.compile(
            r"\([A-ZÅÄÖ]{1,4}\)|\b(?i:närvar\w+|tjänstgör\w*|beslutande|\w*(?:ordförande|sekreterare))\b"
        ),
    ),
    "saknas": _Deed(
        (Status.NARVARO,), re.compile(r"(?i)\butom\b|\bfrånvar\w+|\bförhindra\w+|\b(?:ej|inte) närvarande\b")
    ),
    "informera": _Deed(
        (), re.compile(r"(?i)\binform\w+|\bredogör\w*|\bföredra\w*|\bpresenter\w+|\bmedverka\w*")
    ),
    "svara": _Deed((Status.YTTRANDE, Status.ANTECKNING), re.compile(r"(?i)")),
    "föreslå": _Deed(
        (Status.FORSLAG, Status.YRKANDE), re.compile(r"(?i)\bföresl\w+|\bförslag\w*|\([A-ZÅÄÖ]{1,4}\)\s*:")
    ),
}
# Who wanted it: who moved it or put it forward, also as its heading tells, and not who moved to decline it.
_WISH = _Deed(
    (Status.YRKANDE, Status.FORSLAG, Status.OVRIGT),
    re.compile(
        r"(?i)\byrka[rdt]?e? (?!avslag)|\bföresl\w+|\bväck\w+|\([A-ZÅÄÖ]{1,4}\)\s*:"
        r"|\byrkande från\b|^(?:\w+ )?(?:yrkande|motion|initiativ\w*|medborgarförslag) (?:från|av)\b"
    ),
)
# What people ask with who know no such word: who wanted it, who was against, who wrote the paper.
_DEEDS_ASKED = (
    (
        re.compile(
            r"\b(?:ville|vill|krävde|kräver|drev|driver på|lyfte|väckte)\b|\b(?:stod|står|låg|ligger) bakom\b"
        ),
        _WISH,
    ),
    (
        re.compile(r"\bemot\b|\bmotsatte\b|\bsade? nej\b|\bsäger nej\b"),
        _Deed((Status.RESERVATION,), re.compile(r"(?i)\breserv\w+|\byrk\w+ avslag\b|\brösta\w* nej\b")),
    ),
    (
        re.compile(r"\bhandlägg\w+|\bkontaktperson\w*|\bskrev (?:tjänste|rapport|yttrande)\w*"),
        _Deed((), re.compile(r"(?i)\bhandlägg\w+|\bkontaktperson\w*|\butredare\b")),
    ),
    (
        re.compile(r"\bsekreterare\w*"),
        _Deed((Status.NARVARO, Status.OVRIGT), re.compile(r"(?i)\b\w*sekreterare\b|\bvid protokollet\b")),
    ),
)
# Deeds that are what is talked of, and not what the body asked about did.
_NO_SAYING = (None, "motionera", "initiera")
_ANY_DEED = _Deed((), re.compile(r"(?i)"))
_AT_MEETINGS = frozenset(
    {"yrka", "rösta", "reservera", "anteckna", "justera", "jäv", "avstå", "närvara", "saknas", "leda"}
)
# Where the one who did it signs.
_WRITTEN_BY = {"motionera": (Kind.MOTION,), "initiera": (Kind.INTERPELLATION,)}
# How many sentences of one section tell who did it.
_BY_MANY = {"avstå": 8, "yrka": 8, "reservera": 8, "närvara": 40, "underteckna": 6, "anteckna": 8}
_WISHED = 2  # sentences that tell who wanted it
_BY_NAME, _NAMES = ("närvara", "underteckna"), 760  # told by names alone, of so many characters
_STATED = 2
# Who came in another's place is not who that one came in place of.
_REPLACED = re.compile(r"\bersatte\b|\befterträd\w*")
# What was moved must be what is asked for: "Vem yrkade bifall?" is not answered by who moved the opposite.
_MOVED = (
    (re.compile(r"\bbif[aö]ll\w*"), re.compile(r"(?i)\bbif\w+|\benligt (?:\w+ )*(?:besluts)?förslag")),
    (re.compile(r"\bavsl[aåo]\w*|\bavstyrk\w*"), re.compile(r"(?i)\bavsl\w+|\bavstyrk\w+")),
    (re.compile(r"\brösta\w* ja\b"), re.compile(r"(?i)\brösta\w* ja\b|\bja\b[^.]*\brösta")),
    (
        re.compile(r"\brösta\w* nej\b|\brösta\w* emot\b"),
        re.compile(r"(?i)\brösta\w* nej\b|\bnej\b[^.]*\brösta"),
    ),
    (re.compile(r"\båterremi\w*"), re.compile(r"(?i)\båterremi\w*")),
    (re.compile(r"\bbordl\w*"), re.compile(r"(?i)\bbordl\w*")),
)


# A disqualification is told by the matter's own § too, and not only where the meeting notes them all.
_OF_MATTER = 0.5
# Who was to approve the minutes is told before who signed them.
_CHOSEN = re.compile(r"(?i)\b(?:ut(?:ses|sågs|såg)|väljs?|valdes?) [^.]{0,80}\bjuster\w+")
_WHAT_MOVED = re.compile(r"\b(?:bifall till|avslag på) (?:de[nt] )?(\w+)")


def who_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """Who did what is asked about; all of them where one section names several."""
    ranked = _candidates(ask, case)
    if not ranked:
        return ()
    first = ranked[0]
    together = [first]
    if _deed_of(ask) is _WISH:
        together = [p for p in ranked if p.reading is first.reading][:_WISHED]
    if ask.deed in _BY_MANY:
        alike = [p for p in ranked if p.reading is first.reading and p.status is first.status]
        together = sorted(_moving(ask, alike), key=lambda p: p.span)[: _BY_MANY[ask.deed]]
    if ask.deed in _BY_NAME and together[1:]:
        together = [p for p in together if not any(p is not q and _within(p, q) for q in together)]
        return (Claim(f"Enligt {source(first.reading)}: {run_on(together, _NAMES)}", tuple(together)),)
    lead = quoted(together[0], ask.terms, PERSON)
    return (_who(together[0], lead), *(Claim(quote(p.text), (p,)) for p in together[1:]))


def _moving(ask: Ask, passages: list[Passage]) -> list[Passage]:
    """Those that say what was moved to be granted or declined, as the question does; all where none do."""
    moved = _WHAT_MOVED.search(fold(ask.clause))
    return [p for p in passages if moved and covers(p.bag, moved[1])] or passages


def _within(passage: Passage, other: Passage) -> bool:
    return other.span[0] <= passage.span[0] and passage.span[1] <= other.span[1]


def _who(passage: Passage, lead: Claim) -> Claim:
    """A yrkande or a reservation told by its own sentence needs no other lead than where it stands."""
    if passage.status in (Status.YRKANDE, Status.RESERVATION):
        return Claim(f"Enligt {source(passage.reading)}: {quote(lead.proof[0].text)}", lead.proof)
    return lead


def deed_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """What a person or party moved, proposed or said; what a body thinks is what it decides."""
    persons = () if _body_says(ask.clause) else case.asked.persons
    if not persons and case.query.bodies and (ask.deed in _NO_SAYING or _put_forward(ask, case)):
        return decision_claims(ask, case)
    if ask.deed == "svara" and not persons:
        return answered_claims(ask, case)
    ranked = _candidates(ask, case, persons=persons)
    if ask.deed == "föreslå" and not (ranked and persons):
        return proposal_claims(ask, case)
    said = _with_words(ranked[0]) if ranked else None
    return (_who(said, quoted(said, ask.terms)),) if said else ()


def _with_words(passage: Passage) -> Passage:
    """A passage that only leads in a statement ("… lämnar följande anteckning:") with how that begins."""
    if not passage.introduces:
        return passage
    after = [p for p in passage.reading.of(passage.status) if p.span[0] >= passage.span[1]]
    ends = [p.span[1] for p in after[: _STATED + 1] if p.span[1] - passage.span[0] <= QUOTE_LIMIT]
    return replace(passage, span=(passage.span[0], max(ends, default=passage.span[1])))


def _body_says(clause: str) -> bool:
    """Whether it is a body that says something of what is named: "Vad sa kommunstyrelsen om Nya Torget?"."""
    return any(_SAYING.search(fold(clause[: body.span[0]])) for body in find_bodies(clause))


_SAYING = re.compile(r"\bvad \w+ (?:\w+s )?$")


def answered_claims(ask: Ask, case: Case) -> tuple[Claim, ...]:
    """What a body answered, thinks or points out: in its statement where that says more, else by deciding."""
    final = decisive(case)
    left_out = uncovered(ask.terms, final.about) if final else ()
    ranked = [p for p in ranked_passages(ask, case, anything) if p.status is Status.YTTRANDE]
    stated = sorted(ranked, key=lambda p: -share(left_out, p.bag))
    if final and not _hands_on(final):
        return decision_claims(ask, case)
    if stated and (final is None or covered(left_out, stated[0].bag)):
        return tuple(quoted(p, ask.terms) for p in stated[:1])
    return (*decision_claims(ask, case), *(Claim(quote(p.text), (p,)) for p in _stated(stated, final)))


_STATEMENT = re.compile(r"(?i)yttrande|remissvar|\bsvar\b|svaret|tjänste(?:skrivelse|utlåtande)|skrivelse")


def _hands_on(final: Reading) -> bool:
    """Whether a decision only adopts a statement that says what is answered, or decides nothing itself."""
    points = decided(final)
    return not points or any(_STATEMENT.search(point.text) for point in points)


def _stated(ranked: list[Passage], final: Reading | None) -> list[Passage]:
    """The best two of the sentences of the very section that decided, in order."""
    own = [passage for passage in ranked if passage.reading is final][:_STATED]
    return sorted(own, key=lambda passage: passage.span)


def _put_forward(ask: Ask, case: Case) -> bool:
    """Whether the body asked about has decided to propose it to another."""
    reading = decisive(case)
    return (
        ask.deed == "föreslå"
        and reading is not None
        and reading.section.addressee is not None
        and is_of(reading, case.query.bodies)
    )


def _candidates(ask: Ask, case: Case, persons: tuple[str, ...] = ()) -> list[Passage]:
    deed = _deed_of(ask)
    moved = [told for asked, told in _MOVED if asked.search(_own_clause(ask))]
    left = case.asked.persons if _REPLACED.search(fold(ask.clause)) else ()
    bears = deed is _ANY_DEED and TOLD_OF.search(fold(ask.clause)) is not None

    def names(text: str) -> bool:
        agent = deed is _ANY_DEED and _AGENT.search(text) is not None
        return _names(text) or agent or (bears and _names_bearer(text, case.query.bodies))

    def tells(text: str) -> bool:
        return (
            (_says_all(text, persons) if persons else names(text))
            and deed.told.search(text) is not None
            and all(told.search(text) for told in moved)
            and all(_leaves(name, text) for name in left)
        )

    sought = replace(ask, deed="initiera") if deed is _WISH else ask
    named = naming_passages(sought, case, tells, _in_role(ask) if deed is _ANY_DEED else nothing)
    ranked = [p for p in named if _at_its_meeting(p, ask, case)]
    ranked = [p for p in ranked if ask.deed != "leda" or _leads_asked(p, case)]
    ranked = [p for p in ranked if deed is not _ANY_DEED or not p.introduces]
    if ask.deed == "jäv":
        ranked.sort(key=lambda p: share(ask.terms, p.reading.about) < _OF_MATTER)
    if ask.deed == "justera":
        ranked.sort(key=lambda p: not _CHOSEN.search(p.text))
    preferred = [passage for passage in ranked if passage.status in deed.statuses]
    return _by_hand(ask, case) or _signed(ask, ranked, case) or preferred or ranked


def _in_role(ask: Ask) -> Callable[[str], float]:
    """A little for the very words for what somebody is: "Vem är projektledare för …"."""
    role = _ROLE.search(fold(ask.clause))
    asked = [word for word in words(role[1]) if word not in STOPWORDS] if role else []
    return lambda text: _ROLE_COUNTS * all(covers(bag(text), word) for word in asked) if asked else 0.0


_ROLE = re.compile(
    r"\bvem (?:är|var|blir|blev) ((?:[\w-]+ ){0,2}?[\w-]+)"
    r"(?= (?:för|i|på|av|till|hos|när|under|som)\b|\?)"
)
_ROLE_COUNTS = 0.4


def _own_clause(ask: Ask) -> str:
    """What is asked of those who did it, without the occasion: "Vem avstod när nämnden avslog …"."""
    clause = fold(ask.clause)
    return _OCCASION.sub("", clause) if ask.deed in _ON_OCCASION else clause


# Deeds that say nothing of which way it went; how it went is the occasion.
_ON_OCCASION = frozenset({"avstå", "jäv", "närvara", "saknas", "leda", "justera", "anteckna", "reservera"})
_OCCASION = re.compile(r"(?<=\w) (?:när|då|i samband med att)\b.*", re.DOTALL)


def _deed_of(ask: Ask) -> _Deed:
    if ask.deed is not None:
        return _DEEDS.get(ask.deed, _ANY_DEED)
    clause = fold(ask.clause)
    return next((deed for asked, deed in _DEEDS_ASKED if asked.search(clause)), _ANY_DEED)


def _leads_asked(passage: Passage, case: Case) -> bool:
    """Whether the chair that a passage tells of is of the body asked about: "Kulturnämndens ordförande"."""
    text, bodies = passage.text, case.query.bodies
    if _STANDS_IN.search(text):
        return False
    owners = [body.name for body in find_bodies(text) if _CHAIRS.match(text, body.span[1])]
    return not (owners and bodies) or any(same_body(owner, body) for owner in owners for body in bodies)


_CHAIRS = re.compile(r"\s+(?i:ordförande)")
# Who came in the chair's place names the chair, who was not there.
_STANDS_IN = re.compile(
    rf"(?i)\b(?:ersätter|ersättare för|i stället för)\s+(?-i:{_FULL_NAME})[^.\n]{{0,12}}\(ordf"
)


def _says_all(text: str, persons: tuple[str, ...]) -> bool:
    return all(covers(bag(text), fold(name.split()[-1])) for name in persons)


def _leaves(name: str, text: str) -> bool:
    return re.search(rf"\b(?:för|efter)\s+{re.escape(name)}", text) is not None


def _at_its_meeting(passage: Passage, ask: Ask, case: Case) -> bool:
    """Whether what is done at a meeting alone was done in the body, on the day, that the question names."""
    if ask.deed not in _AT_MEETINGS:
        return True
    query, document = case.query, passage.reading.document
    of_day = not (query.dates and document.date) or document.date in query.dates
    of_day = of_day and (ask.deed != "närvara" or document.kind in MINUTES)
    return of_day and (not (query.bodies and document.body) or is_of(passage.reading, query.bodies))


def _by_hand(ask: Ask, case: Case) -> list[Passage]:
    """The passages that name somebody with party in a document that those who did the deed have written."""
    kinds = _WRITTEN_BY.get(ask.deed or "", ())
    ranked = ranked_passages(ask, case, lambda text: _PARTY.search(text) is not None) if kinds else []
    return [passage for passage in ranked if passage.reading.document.kind in kinds]


def _signed(ask: Ask, ranked: list[Passage], case: Case) -> list[Passage]:
    """The lines that sign the most relevant section that has such, where it is asked who signed."""
    if ask.deed != "underteckna":
        return []
    signed = [one for one in ranked if _SIGNATURE.search(one.text) and not one.text.endswith(".")]
    first = next((one for one in case.readings if any(p.reading is one for p in signed)), None)
    return [one for one in signed if one.reading is first]


def _names(text: str) -> bool:
    return _PARTY.search(text) is not None or any(
        not _NO_NAME.search(found.group()) for found in PERSON.finditer(text)
    )


def _names_bearer(text: str, asked: tuple[str, ...]) -> bool:
    """Whether a text names a body that the question does not, an office or a company: who is to do it."""
    bodies = (body.name for body in find_bodies(text))
    new = any(not any(same_body(name, one) for one in asked) for name in bodies)
    return new or _BEARER.search(text) is not None


# "… inlämnat av Kvarnens projektutveckling": who did it, and no person.
_AGENT = re.compile(r"\b\w+[dnst] av [A-ZÅÄÖ][a-zåäöéü]+\b")


_BEARER = re.compile(
    r"\b[A-ZÅÄÖ][\w-]+(?: [\w-]+){0,3} (?:AB|HB|KB)\b"
    r"|\b\w+(?:förvaltningen|kontoret|bolaget|enheten|avdelningen|chefen|direktören)\b"
)
