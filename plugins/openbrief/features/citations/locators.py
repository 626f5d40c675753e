"""What follows a key: a locator such as `pp. 33-35` in the page's language, then the suffix.

The syntax is Pandoc's (Pandoc manual, Citation syntax), with labels of any language that we know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from openbrief.csl import Locale

Terms = Mapping[str, str]
"""By CSL locator term, the words that announce it, with a space between."""

TERMS: Mapping[str, Terms] = {
    "en": {
        "article-locator": "article articles art arts",
        "appendix": "appendix appendices app",
        "book": "book books bk bks",
        "chapter": "chapter chapters chap chaps ch chs",
        "column": "column columns col cols",
        "equation": "equation equations eq eqs",
        "figure": "figure figures fig figs",
        "folio": "folio folios fol fols",
        "issue": "number numbers no nos issue issues",
        "line": "line lines l ll",
        "note": "note notes n nn footnote footnotes fn",
        "opus": "opus opera op opp",
        "page": "page pages p pp pg pgs",
        "paragraph": "paragraph paragraphs para paras par ¶ ¶¶",
        "part": "part parts pt pts",
        "section": "section sections sec secs sect sects § §§",
        "sub-verbo": "s.v s.vv s.v.v sub_verbo",
        "table": "table tables tbl",
        "verse": "verse verses v vv",
        "volume": "volume volumes vol vols",
    },
    "fr": {
        "article-locator": "article articles art",
        "appendix": "annexe annexes appendice ann",
        "book": "livre livres liv",
        "chapter": "chapitre chapitres chap",
        "column": "colonne colonnes col",
        "equation": "équation équations",
        "figure": "figure figures fig",
        "folio": "folio folios fol",
        "issue": "numéro numéros n° nᵒ nº no nos",
        "line": "ligne lignes l",
        "note": "note notes n",
        "opus": "opus op",
        "page": "page pages p pp",
        "paragraph": "paragraphe paragraphes paragr par",
        "part": "partie parties part",
        "section": "section sections sect",
        "sub-verbo": "s.v sub_verbo",
        "table": "tableau tableaux tabl",
        "verse": "verset versets vers v",
        "volume": "volume volumes vol tome tomes t",
    },
    "ar": {
        "article-locator": "مادة المادة مواد المواد المادتان المادتين م",
        "appendix": "ملحق الملحق",
        "book": "كتاب الكتاب كتب",
        "chapter": "فصل الفصل فصول الفصول الفصلان الفصلين",
        "column": "عمود العمود أعمدة",
        "equation": "معادلة المعادلة",
        "figure": "شكل الشكل أشكال رسم رسم_توضيحي",
        "folio": "ورقة الورقة مطوية",
        "issue": "عدد العدد أعداد ع",
        "line": "سطر السطر أسطر س",
        "note": "ملاحظة الملاحظة ملاحظات حاشية الحاشية هامش الهامش ح",
        "page": "صفحة الصفحة صفحات الصفحات الصفحتان الصفحتين ص ص_ص صص",
        "paragraph": "فقرة الفقرة فقرات الفقرات الفقرتان الفقرتين ف",
        "part": "جزء الجزء أجزاء ج",
        "section": "قسم القسم أقسام الأقسام",
        "table": "جدول الجدول جداول",
        "verse": "آية الآية آيات بيت البيت",
        "volume": "مجلد المجلد مجلدات مج",
    },
    "es": {
        "article-locator": "artículo artículos art arts",
        "book": "libro libros lib",
        "chapter": "capítulo capítulos cap caps",
        "column": "columna columnas col",
        "figure": "figura figuras fig",
        "folio": "folio folios f ff",
        "issue": "número números núm núms n.º nº",
        "line": "línea líneas l",
        "note": "nota notas n",
        "page": "página páginas pág págs p pp",
        "paragraph": "párrafo párrafos párr apartado apartados",
        "part": "parte partes pt",
        "section": "sección secciones sec",
        "table": "tabla tablas cuadro cuadros",
        "verse": "verso versos versículo versículos v vv",
        "volume": "volumen volúmenes vol vols tomo tomos t",
    },
    "de": {
        "article-locator": "artikel art",
        "appendix": "anhang anh",
        "book": "buch bücher b",
        "chapter": "kapitel kap",
        "column": "spalte spalten sp",
        "figure": "abbildung abbildungen abb",
        "folio": "blatt blätter bl",
        "issue": "nummer nummern nr nrn heft",
        "line": "zeile zeilen z",
        "note": "anmerkung anmerkungen anm fußnote fußnoten fn",
        "page": "seite seiten s ss",
        "paragraph": "absatz absätze abs randnummer rn",
        "part": "teil teile",
        "section": "abschnitt abschnitte abschn",
        "table": "tabelle tabellen tab",
        "verse": "vers verse v",
        "volume": "band bände bd bde",
    },
    "ru": {
        "article-locator": "статья статьи ст",
        "appendix": "приложение приложения прил",
        "book": "книга книги кн",
        "chapter": "глава главы гл",
        "column": "столбец столбцы стб",
        "figure": "рисунок рисунки рис",
        "issue": "номер номера №",
        "line": "строка строки",
        "note": "примечание примечания прим",
        "page": "страница страницы с сс стр",
        "paragraph": "параграф параграфы абзац абзацы пункт пункты п пп",
        "part": "часть части ч",
        "section": "раздел разделы разд",
        "table": "таблица таблицы табл",
        "verse": "стих стихи",
        "volume": "том тома т тт",
    },
    "zh": {
        "article-locator": "条 條",
        "book": "册 冊",
        "chapter": "章",
        "column": "栏 欄",
        "figure": "图 圖",
        "issue": "期 号 號",
        "line": "行",
        "note": "注 註",
        "page": "页 頁 页码",
        "paragraph": "段",
        "part": "部 部分 编",
        "section": "节 節",
        "table": "表",
        "volume": "卷",
    },
}
"""Words of each language. A full stop after them needs no mention; `_` stands for a space."""

_NUMBER = r"\d[\dA-Za-z]*+(?:[.:/][\dA-Za-z]++)*+"
_HUNDREDS = r"(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})(?!\w|\.\s?\d)"
_ROMAN = rf"(?i:(?=[ivxlcdm])m{{0,4}}{_HUNDREDS})"
_BARE_ROMAN = rf"(?i:(?=[ivxlc]+\b){_HUNDREDS})"
_POINTS = r"(?:\(\w{1,6}\))*+"
_LETTERS = r"[A-Z](?![\w.])"
_LABELLED = rf"[(\[]?(?:[^\W\d_]{{0,3}}[.:\-]?{_NUMBER}|{_ROMAN}|{_LETTERS})[)\]]?{_POINTS}"
_BARE = rf"(?:[^\W\d_]?{_NUMBER}|{_BARE_ROMAN})(?!\w){_POINTS}"
_BETWEEN = (
    r"(?:\s*+(?:-{1,3}|[–—]|[,،、&])\s*+"
    r"|\s++(?:and|et|y|und|и|和)\s++(?=\d)|\s++و\s*+(?=\d))"
)
"""What joins two places; a word only before a figure, for `p. 3 and I` goes on in words."""

_AND = re.compile(r"(?<=\w)\s+(?:and|et|y|und|и|و)\s+(?=\d)|(?<=\d)\s*和\s*(?=\d)")
_EXTENT = re.compile(rf"{_LABELLED}(?:{_BETWEEN}{_LABELLED})*+")
_BARE_EXTENT = re.compile(rf"{_BARE}(?:{_BETWEEN}{_BARE})*+")
_WORD = re.compile(r"“[^”]++”|\"[^\"]++\"|«[^»]++»|[\w\-]++")
_COUNTED = re.compile(rf"第\s*+({_NUMBER}(?:{_BETWEEN}{_NUMBER})*+)\s*+")
_COMMA = re.compile(r"\s*+[,،，]?\s*+")
_BRACED = re.compile(r"\s*+[,،，]?\s*+\{([^{}]*+)\}")
_SINGLE_CAPITAL = re.compile(r"[A-Z]$")


class Locator(NamedTuple):
    """A locator as CSL has it, and what the author wrote after it."""

    label: str = ""
    """The CSL term, e.g. `page`; empty when there is no locator."""
    value: str = ""
    suffix: str = ""


def split_locator(text: str, locale: str, *, bare_at_start: bool = False) -> Locator:
    """Split what follows a key into locator and suffix.

    A number without a label is a page if it follows a comma, or stands at the start where
    `bare_at_start` says so (as in `@key [33]`). Braces hold exactly the locator, and empty ones
    say that there is none. The suffix keeps its comma and the space before it.
    """
    text = text.rstrip()
    if braced := _BRACED.match(text):
        return _braced(braced[1].strip(), text[braced.end() :], locale)
    comma = _COMMA.match(text)
    start = comma.end() if comma else 0
    found = _labelled(text, start, locale)
    if not found and (bare_at_start or text[:start].strip()):
        found = _bare(text, start)
    if not found:
        return Locator(suffix=text)
    label, value, end = found
    return Locator(label, value, text[end:])


def locator_in_words(label: str, value: str, locale: str) -> str:
    """Write a locator in a language, e.g. `pp. 33–35`; empty when there is none."""
    if not value:
        return ""
    label, value = localised(label, value, locale)
    several = bool(re.search(r"\d\s*[-–,،&]", value))
    word = Locale.load(locale).term(label, "short", plural=several) or label
    return f"{word}\u00a0{value.replace('-', '–')}".strip()


def localised(label: str, value: str, locale: str) -> tuple[str, str]:
    """Give a locator's CSL term and its value as a language writes them.

    `53 and 113` becomes `53 et 113`. Chinese has the number inside the label, `第53条`: then the
    value says all, and the term is empty.
    """
    terms, language = Locale.load(locale), _language(locale)
    word = terms.term("and") or "and"
    joint = word if language == "zh" else f" {word} "
    shown = _AND.sub(joint, value.replace("--", "-"))
    term = terms.term(label, "short")
    return ("", f"第{shown}{term}") if language == "zh" and term and value else (label, shown)


def _language(locale: str) -> str:
    return locale.lower().partition("-")[0]


def _braced(inside: str, suffix: str, locale: str) -> Locator:
    if not inside:
        return Locator(suffix=suffix)
    term, labels = _announcements(_language(locale))
    if found := term.match(inside):
        return Locator(labels[_plain(found[1])], inside[found.end() :].strip(), suffix)
    return Locator("page", inside, suffix)


def _labelled(text: str, start: int, locale: str) -> tuple[str, str, int] | None:
    term, labels = _announcements(_language(locale))
    if counted := _COUNTED.match(text, start):
        after = term.match(text, counted.end())
        return (labels[_plain(after[1])], counted[1], after.end()) if after else None
    found = term.match(text, start)
    if not found:
        return None
    label = labels[_plain(found[1])]
    value = (_WORD if label == "sub-verbo" else _EXTENT).match(text, found.end())
    return (label, value[0], value.end()) if value else None


def _bare(text: str, start: int) -> tuple[str, str, int] | None:
    value = _BARE_EXTENT.match(text, start)
    if not value or _SINGLE_CAPITAL.match(value[0]) or text[value.end() :].startswith(("'", "’")):
        return None
    return "page", value[0], value.end()


@cache
def _announcements(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Give a pattern for a label at the head of a text, and the CSL term of each word.

    The page's own language goes before English.
    """
    labels: dict[str, str] = {}
    for terms in (TERMS.get(language, {}), TERMS["en"]):
        for label, words in terms.items():
            for word in words.split():
                labels.setdefault(word.replace("_", " "), label)
    words = "|".join(map(re.escape, _longest_first(labels)))
    # `§3` and `第3条` need no space; `p3` and `page layout` are no locators.
    pattern = re.compile(rf"({words})\.?(?:(?<=[^a-zа-яё])|(?![^\W_]))\s*+", re.IGNORECASE)
    return pattern, labels


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda word: (-len(word), word))


def _plain(word: str) -> str:
    return word.lower()
