"""What is compared: styles, locales, and citations of the project's own library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openbrief.csl import Citation, Cite
from openbrief.features.citations.bibliography import read_library

STYLES = (
    # author-date
    "apa", "chicago-author-date", "harvard-cite-them-right", "iso690-author-date-en",
    "iso690-author-date-fr", "din-1505-2", "gost-r-7-0-5-2008", "elsevier-harvard",
    "springer-basic-author-date", "american-sociological-association",
    "american-political-science-association", "american-anthropological-association",
    "american-geophysical-union", "sage-harvard", "taylor-and-francis-chicago-author-date", "cell",
    "associacao-brasileira-de-normas-tecnicas",
    "china-national-standard-gb-t-7714-2015-author-date",
    # author
    "modern-language-association",
    # numeric
    "ieee", "nlm-citation-sequence", "nature", "science", "american-medical-association",
    "american-chemical-society", "american-society-of-civil-engineers",
    "american-meteorological-society", "elsevier-vancouver", "elsevier-with-titles",
    "springer-vancouver", "springer-lecture-notes-in-computer-science", "plos", "bmj",
    "the-lancet", "iso690-numeric-en", "china-national-standard-gb-t-7714-2015-numeric",
    # label
    "din-1505-2-alphanumeric",
    # note
    "chicago-notes-bibliography", "chicago-shortened-notes-bibliography", "oscola",
    "bluebook-law-review", "mhra-notes", "iso690-note-fr",
)  # fmt: skip
LOCALES = ("en-US", "fr-FR", "es-ES", "ar", "zh-CN", "ru-RU")
LIBRARY = Path(__file__).parents[3] / "content" / "references.bib"


def works() -> Mapping[str, Mapping[str, Any]]:
    """Read the project's library."""
    library = read_library({LIBRARY.name: LIBRARY.read_bytes()})
    references, _ = library.references(library.keys)
    return {key: reference.csl for key, reference in references.items()}


def _cites(*ids: str) -> tuple[Cite, ...]:
    return tuple(Cite(id) for id in ids)


CLUSTERS: tuple[tuple[Cite, ...], ...] = (
    # one work, one with a locator, several
    _cites("turing1950computing"),
    (Cite("vaswani2017attention", "3"),),
    _cites("devlin2019bert", "brown2020gpt3", "hoffmann2022chinchilla"),
    # the same author and year; the work before once more, without and with a locator
    _cites("bai2022hh", "bai2022constitutional"),
    _cites("bai2022hh"),
    _cites("bai2022hh"),
    (Cite("bai2022hh", "12"),),
    # organisations, sections, ranges, the work before with another locator
    (Cite("eu2024aiact", "5", "section"),),
    (Cite("eu2024aiact", "7-9", "section"),),
    _cites("eu2024aiact", "eu2024cra", "eu2024pld"),
    # words around a cite
    (Cite("wang2023science", prefix="see ", suffix=" for a survey"),),
    # one family name, several people
    _cites("wang2023science", "wang2023donotanswer", "wang2023decodingtrust"),
    # without the author
    (Cite("mitchell2019guide", "4", "chapter", mode="suppress-author"),),
    _cites("mitchell2019guide", "mitchell2019modelcards"),
    (Cite("nist2023airmf", "2", "figure"),),
    _cites("nist2024genai", "nist2024synthetic", "nist2024standardsplan", "nist2023airmf"),
    (Cite("oecd2023employment", "3", "chapter"), Cite("unesco2023genai", "12-14", "paragraph")),
    # a particle, a long list, a work of long ago
    _cites("vanderbles2020uncertainty"),
    _cites("shehabi2024datacenter"),
    (Cite("turing1950computing", "433-437"),),
    # works of other kinds
    _cites("un2024res78265", "uk2023bletchley"),
    _cites("iso42001", "iso23894"),
    _cites("perez2022redteaming", "perez2022ignore"),
    (Cite("li2024wmdp", prefix="compare "), Cite("li2024saladbench", suffix=", among others")),
    (Cite("liu2023agentbench", "2", "volume"),),
    _cites("us2022billofrights", "ntia2024accountability"),
    _cites("turing1950computing"),
    _cites("ji2023hallucination", "lecun2015deep", "wei2022emergent"),
)
CITATIONS = tuple(Citation(cites, note) for note, cites in enumerate(CLUSTERS, 1))
