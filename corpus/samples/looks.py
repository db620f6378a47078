"""How the bodies of the invented municipality lay out their papers: values, no drawing.

Texts are templates over ``kommun, body, title, date, page, pages, number, dnr, heading``.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mark:
    """A text of the head or foot: ``at`` is 0 (left edge) to 1 (right edge), ``row`` counts downwards."""

    at: float
    row: int
    text: str
    bold: bool = False
    right: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """A layout: running head and foot, a §'s opening line, and what tops a page on which a § goes on."""

    head: tuple[Mark, ...] = ()
    foot: tuple[Mark, ...] = ()
    opening: str = "§ {number}"
    opening_right: str = ""
    continued: str = ""
    contents: str = "§ {number}  {heading}"
    capitals: bool = False
    emblem: bool = True
    foot_rules: tuple[float, ...] = ()


SIGNATURES = (Mark(0.0, 0, "Justerandes signatur"), Mark(0.62, 0, "Utdragsbestyrkande"))

LOOKS = {
    "kfn": Look(
        head=(
            Mark(0.1, 0, "{kommun}", bold=True),
            Mark(0.1, 1, "{body}"),
            Mark(0.5, 0, "Sammanträdesprotokoll", bold=True),
            Mark(0.5, 1, "Sammanträdesdatum"),
            Mark(0.5, 2, "{date}"),
            Mark(1.0, 0, "Sida {page}({pages})", right=True),
        ),
        foot=SIGNATURES,
        opening="§ {number}    Dnr {dnr}",
        continued="§ {number} forts.",
        contents="§ {number}  {heading}  {dnr}",
        foot_rules=(0.26, 0.43, 0.6),
    ),
    "sbn": Look(
        head=(
            Mark(0.0, 0, "PÅHITTKÖPINGS KOMMUN", bold=True),
            Mark(0.42, 0, "SAMMANTRÄDESPROTOKOLL", bold=True),
            Mark(1.0, 0, "{page} ({pages})", bold=True, right=True),
            Mark(0.0, 1, "{body}"),
            Mark(0.42, 1, "{date}"),
        ),
        foot=(Mark(0.0, 0, "Justerandes sign"), Mark(0.6, 0, "Expedierat/bestyrkt")),
        opening="§ {number}   {dnr}",
        continued="§ {number}   {dnr} forts.",
        contents="§ {number}  {dnr}  {heading}",
        capitals=True,
        emblem=False,
        foot_rules=(0.29, 0.58),
    ),
    "ks": Look(
        head=(
            Mark(0.1, 0, "{body}", bold=True),
            Mark(0.1, 1, "Protokoll"),
            Mark(0.1, 2, "Sammanträdesdatum: {date}"),
            Mark(1.0, 0, "Sida {page} av {pages}", right=True),
        ),
        foot=(
            Mark(0.0, 0, "{kommun} · Rådhusgränd 1"),
            Mark(1.0, 0, "Kommunstyrelsens protokoll", right=True),
        ),
        opening="§ {number} Ärendenummer {dnr}",
        contents="§ {number} {heading}",
    ),
    "kf": Look(
        head=(
            Mark(0.1, 0, "{kommun}", bold=True),
            Mark(0.1, 1, "Kommunfullmäktige"),
            Mark(0.55, 0, "PROTOKOLL", bold=True),
            Mark(0.55, 1, "{date}"),
            Mark(1.0, 0, "{page}", right=True),
        ),
        foot=(
            Mark(0.0, 0, "Ordförandens signatur"),
            Mark(0.36, 0, "Justerandes signatur"),
            Mark(0.72, 0, "Bestyrkes"),
        ),
        opening="§ {number}",
        opening_right="Diarienummer {dnr}",
        continued="§ {number}",
        contents="§ {number} {heading} ({dnr})",
        foot_rules=(0.34, 0.7),
    ),
    "skrivelse": Look(
        head=(
            Mark(0.1, 0, "{kommun}", bold=True),
            Mark(0.1, 1, "{body}"),
            Mark(0.6, 0, "{title}", bold=True),
            Mark(0.6, 1, "{date}"),
            Mark(1.0, 0, "{page} ({pages})", right=True),
        ),
        foot=(Mark(0.0, 0, "{kommun} · Rådhusgränd 1 · www.pahittkoping.example"),),
    ),
    "styrdokument": Look(
        head=(Mark(0.0, 0, "{kommun}"), Mark(1.0, 0, "{title}", right=True)),
        foot=(Mark(1.0, 0, "{page}", right=True),),
        contents="{number} {heading}",
        emblem=False,
    ),
}
