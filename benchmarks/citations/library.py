"""A library of made-up works, the same in every run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Any

Work = Mapping[str, Any]

_FAMILIES = (  # noqa: SIM905
    "Abbott Achebe Adams Ahmed Alvarez Andersson Baker Banerjee Becker Bernard Castillo Chen "
    "Costa Cruz Dahl Diallo Dubois Duarte Edwards Eriksen Fischer Flores Fofana Garcia Gonzalez "
    "Gupta Haddad Hansen Hassan Hoffmann Ibrahim Ivanov Jackson Jensen Johansson Kamau Keller "
    "Khan Kim Kowalski Lambert Larsen Lee Lopez Mbeki Mendes Meyer Moreau Müller Nakamura Ndiaye "
    "Nguyen Novak Okafor Oliveira Osei Park Patel Petrov Popescu Quispe Rahman Ramos Rossi Sato "
    "Schmidt Silva Singh Smith Sow Suzuki Tan Taylor Torres Traoré Ueda Vargas Weber Williams "
    "Wong Yılmaz Zhang Zulu"
).split()
_GIVEN = (  # noqa: SIM905
    "Aïcha Amina Ana Anna Carlos Chidi Clara Daniel David Elena Emma Fatou Grace Hannah Hiro Ines "
    "Ivan James Jean Julia Kofi Laura Lena Li Luis Maria Mark Mei Nadia Nina Omar Paul Peter "
    "Priya Rosa Ruth Samuel Sara Sofia Thomas Tomás Victor Wei Yuki Zeynep"
).split()
_WORDS = (  # noqa: SIM905
    "access agency audit benefit budget carbon care climate consumer cost credit data digital "
    "education emission employment energy equity evidence growth health household housing income "
    "inequality inflation infrastructure innovation labour market migration pension poverty price "
    "privacy reform region regulation rent research risk school security service skill subsidy "
    "tax trade training transport wage water welfare"
).split()
_JOURNALS = (
    "Journal of Public Policy", "Regulation & Governance", "Social Science Review",
    "Energy Policy Letters", "Annals of Health Economics", "Urban Affairs Quarterly",
)  # fmt: skip
_PUBLISHERS = ("Harbour Press", "University Press of the North", "Civic Books", "Meridian")
_PLACES = ("London", "Nairobi", "Geneva", "São Paulo", "Delhi")


def library(count: int) -> dict[str, Work]:
    """Give that many works of CSL-JSON by their keys."""
    random = Random(1789)
    return {work["id"]: work for work in (_work(number, random) for number in range(count))}


def _work(number: int, random: Random) -> dict[str, Any]:
    make = random.choices(tuple(_KINDS), tuple(_KINDS.values()))[0]
    date = [[random.randint(1998, 2025), random.randint(1, 12), random.randint(1, 28)]]
    return {
        "id": f"work{number:04d}",
        "author": _people(random, random.choices((1, 2, 3, 5, 9), (30, 30, 20, 15, 5))[0]),
        "issued": {"date-parts": date},
        "title": _title(random),
        **make(random),
    }


def _people(random: Random, count: int) -> list[dict[str, str]]:
    return [{"family": random.choice(_FAMILIES), "given": _given(random)} for _ in range(count)]


def _given(random: Random) -> str:
    middle = random.choice(("", "", f" {random.choice('ABCDEFGHJKLMNPRST')}."))
    return random.choice(_GIVEN) + middle


def _title(random: Random) -> str:
    words = random.sample(_WORDS, random.randint(3, 6))
    head = f"{words[0].capitalize()} and {words[1]} in the {words[2]} of"
    tail = " ".join(words[3:]) or "nations"
    return (
        f"{head} {tail}: a study of “{random.choice(_WORDS)}”"
        if len(words) > 4
        else (f"{head} {tail}")
    )


def _pages(random: Random) -> str:
    first = random.randint(1, 900)
    return f"{first}-{first + random.randint(3, 40)}"


def _article(random: Random) -> dict[str, Any]:
    return {
        "type": "article-journal",
        "container-title": random.choice(_JOURNALS),
        "volume": str(random.randint(1, 90)),
        "issue": str(random.randint(1, 12)),
        "page": _pages(random),
        "DOI": f"10.5555/{random.randint(10**6, 10**7)}",
    }


def _book(random: Random) -> dict[str, Any]:
    return {
        "type": "book",
        "publisher": random.choice(_PUBLISHERS),
        "publisher-place": random.choice(_PLACES),
        "edition": str(random.randint(1, 4)),
    }


def _chapter(random: Random) -> dict[str, Any]:
    return {
        **_book(random),
        "type": "chapter",
        "container-title": _title(random),
        "editor": _people(random, random.randint(1, 3)),
        "page": _pages(random),
    }


def _report(random: Random) -> dict[str, Any]:
    return {
        "type": "report",
        "author": [{"literal": f"Ministry of {random.choice(_WORDS).capitalize()}"}],
        "number": str(random.randint(1, 400)),
        "publisher": random.choice(_PUBLISHERS),
        "URL": f"https://example.org/reports/{random.randint(1, 10**6)}",
        "accessed": {"date-parts": [[2026, 1, random.randint(1, 28)]]},
    }


def _webpage(random: Random) -> dict[str, Any]:
    return {
        "type": "webpage",
        "container-title": random.choice(_JOURNALS),
        "URL": f"https://example.org/news/{random.randint(1, 10**6)}",
        "accessed": {"date-parts": [[2026, 2, random.randint(1, 28)]]},
    }


_KINDS: dict[Callable[[Random], dict[str, Any]], int] = {
    _article: 45, _book: 20, _chapter: 10, _report: 15, _webpage: 10,
}  # fmt: skip
"""What a work is, and how often."""
