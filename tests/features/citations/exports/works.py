"""Works that tests write out: made ones for hypothesis, and a few that people know by sight."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Item = dict[str, Any]

_LETTERS = "abcXYZ019 éßłĐ漢字العربية-–'“”‘’\"&%$#_~\\@,;:=<>/()[]!?|*+."
SPECIALS = "{}^`"
"""What LaTeX writes as commands that few readers know."""

TYPES = (
    "article-journal", "book", "chapter", "paper-conference", "report", "thesis", "webpage",
    "dataset", "software", "standard", "legislation", "legal_case", "manuscript", "patent",
    "pamphlet", "entry-encyclopedia", "graphic", "motion_picture", "song",
)  # fmt: skip
"""CSL types that a biblatex entry type tells apart from all others."""

PARTICLES = ("", "", "van", "de la", "von der", "al-", "d'")


def texts(alphabet: str = _LETTERS, most: int = 12) -> st.SearchStrategy[str]:
    """Give strategies for one line of text that neither begins nor ends with a space."""
    characters = st.text(alphabet, min_size=1, max_size=most)
    return characters.map(lambda text: " ".join(text.split())).filter(bool)


def rich_texts(alphabet: str = _LETTERS) -> st.SearchStrategy[str]:
    """Give strategies for a text with markup in it, one level of it in another."""
    leaf = texts(alphabet, 6)
    protected = leaf.map(lambda text: f'<span class="nocase">{text}</span>')
    styled = st.tuples(st.sampled_from(("i", "b", "sup", "sub")), leaf | protected).map(
        lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"
    )
    inside = styled.map(lambda text: f'<span class="nocase">{text}</span>').filter(
        lambda text: text.count("nocase") == 1
    )
    return st.lists(leaf | protected | styled | inside, min_size=1, max_size=4).map(" ".join)


def names(alphabet: str = _LETTERS) -> st.SearchStrategy[Item]:
    """Give strategies for a person or a literal, with `and` in some."""
    # A semicolon in a name is what our reader takes for a wrong way to part names.
    odd = st.sampled_from(("Beeton and Sons", "de Souza", "and", "Ó Briain"))
    word = texts(alphabet.replace(";", "")) | odd
    person = st.fixed_dictionaries(
        {"family": word, "given": word},
        optional={
            "non-dropping-particle": st.sampled_from(PARTICLES[2:]),
            "suffix": st.sampled_from(("Jr.", "III")) | word,
        },
    )
    literal = st.sampled_from(("World Bank", "Robert and Sons, Inc.", "R Core Team", "欧盟"))
    return person | (word | literal).map(lambda text: {"literal": text})


def dates() -> st.SearchStrategy[Item]:
    """Give strategies for days, months, years, seasons and ranges, some of them circa."""
    year = st.integers(-500, 9999).filter(bool)
    month, day = st.integers(1, 12), st.integers(1, 28)
    part = st.tuples(year) | st.tuples(year, month) | st.tuples(year, month, day)
    parts = st.lists(part.map(list), min_size=1, max_size=2, unique_by=tuple).map(sorted)
    exact = st.builds(lambda parts: {"date-parts": parts}, parts)
    season = st.builds(
        lambda year, season: {"date-parts": [[year]], "season": season}, year, st.integers(1, 4)
    )
    return exact | exact.map(lambda date: date | {"circa": True}) | season


def items(alphabet: str = _LETTERS) -> st.SearchStrategy[Item]:
    """Give strategies for a work with most of the variables that BibTeX has fields for."""
    text = texts(alphabet)
    number = st.sampled_from(("1", "12", "IV", "100041", "NIST AI 100-1"))
    optional: dict[str, st.SearchStrategy[Any]] = {
        "author": st.lists(names(alphabet), min_size=1, max_size=3),
        "editor": st.lists(names(alphabet), min_size=1, max_size=2),
        "container-title": rich_texts(alphabet),
        "collection-title": rich_texts(alphabet),
        "publisher": text.map(lambda name: f"{name} and Sons"),
        "publisher-place": text,
        "genre": text,
        "volume": number,
        "edition": number,
        "version": number,
        "page": st.sampled_from(("7", "12-34", "e5", "1-3, 7-9")),
        "issued": dates(),
        "accessed": dates(),
        "language": st.sampled_from(("en", "en-US", "de", "fr", "zh", "ar")),
        "DOI": texts("a1()<>;:._-/").map(lambda end: f"10.1000/x{end.replace(' ', '')}"),
        "URL": texts("a1%_&#~?=/;,").map(lambda end: f"https://example.org/{end}"),
        "ISBN": st.just("978-0-00-000000-2"),
        "note": text,
    }
    return st.fixed_dictionaries(
        {"id": st.just("work"), "type": st.sampled_from(TYPES), "title": rich_texts(alphabet)},
        optional=optional,
    )


def hostile_items(alphabet: str) -> st.SearchStrategy[Item]:
    """Give strategies for a work in whose every value anything may stand."""
    text = st.text(alphabet, max_size=12)
    parts = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix", "literal")
    name = st.dictionaries(st.sampled_from(parts), text, min_size=1)
    variables = (
        "title", "title-short", "container-title", "collection-title", "publisher", "genre",
        "publisher-place", "number", "issue", "page", "DOI", "URL", "ISBN", "language", "status",
        "note", "abstract", "version",
    )  # fmt: skip
    return st.fixed_dictionaries(
        {"id": text, "type": st.sampled_from(TYPES)},
        optional={
            **dict.fromkeys(variables, text),
            **dict.fromkeys(("author", "editor"), st.lists(name, max_size=2)),
            **dict.fromkeys(("issued", "accessed"), text | st.builds(dict, literal=text)),
        },
    )


KNOWN: tuple[Item, ...] = (
    {
        "id": "poliastro/2025",
        "type": "article-journal",
        "title": 'Über <i>E. coli</i> & CO<sub>2</sub>: 100% of <span class="nocase">DNA</span>',
        "author": [
            {"family": "Dijk", "given": "Jan", "non-dropping-particle": "van", "suffix": "Jr."},
            {"family": "Beethoven", "given": "Ludwig", "dropping-particle": "van"},
            {"literal": "others"},
        ],
        "container-title": "Journal of {Made-Up} Things",
        "volume": 12,
        "issue": 3,
        "page": "101-117",
        "issued": {"date-parts": [[2025, 3, 9]]},
        "DOI": "10.1000/xyz(2025)1:2;3",
        "URL": "https://example.org/a_b?c=1&d=%20e#f",
        "ISSN": "1234-5679",
        "language": "en-GB",
    },
    {
        "id": "a report",
        "type": "report",
        "title": "What “explainable” means",
        "author": [{"literal": "Smith and Sons, Inc."}],
        "genre": "Working Paper",
        "number": "2024/7",
        "publisher": "Ministry of Science and Culture",
        "publisher-place": "Lagos",
        "issued": {"date-parts": [[2024], [2025]]},
        "accessed": {"date-parts": [[2026, 1, 2]]},
        "URL": "https://example.org/report",
        "language": "fr-CA",
    },
    {
        "id": "kitab",
        "type": "chapter",
        "title": "الفصل الأول",
        "author": [{"family": "الخوارزمي", "given": "محمد"}],
        "editor": [{"family": "王", "given": "小明"}],
        "container-title": "كتاب",
        "publisher": "دار النشر",
        "issued": {"date-parts": [[820]], "circa": True},
        "page": "5–9",
        "ISBN": "978-0-00-000000-2",
        "language": "ar",
    },
    {
        "id": "preprint",
        "type": "article",
        "title": "Learning <sup>n</sup> things",
        "author": [{"family": "Plato"}, {"family": "Van Houten", "given": "A. B."}],
        "number": "arXiv:2401.00001",
        "issued": {"date-parts": [[2024]], "season": 2},
        "URL": "https://arxiv.org/abs/2401.00001",
    },
    {
        "id": "act",
        "type": "legislation",
        "title": 'Regulation on <span class="nocase">AI</span>\nand other things',
        "number": "2024/1689",
        "container-title": "Official Journal",
        "issued": {"literal": "forthcoming"},
        "status": "forthcoming",
        "custom": {"checked": True},
        "private": "not for others",
    },
    {
        "id": "tool",
        "type": "software",
        "title": "A tool",
        "author": [{"literal": "The Tool Developers"}],
        "version": "1.2",
        "publisher": "Example",
        "issued": {"date-parts": [[2023, 11]]},
        "URL": "https://example.org/tool",
    },
)
"""One of each of some typical sorts; the works are made up."""
