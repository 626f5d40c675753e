"""The LaTeX that occurs in bibliographies, as the rich text of CSL-JSON or as plain text.

Only what titles and names need; a command that we do not know loses its name and keeps its
argument, and is reported. Accents: TeXbook, chapter 9.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331", "G": "\u030f",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø",
    "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð",
    "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotesingle": "'", "textasciitilde": "~",
    "textbackslash": "\\", "textunderscore": "_", "textdollar": "$", "textbar": "|",
    "textless": "<", "textgreater": ">", "textdegree": "°", "texttrademark": "™",
    "textregistered": "®", "textcopyright": "©", "copyright": "©", "S": "§", "P": "¶",
    "pounds": "£", "euro": "€", "times": "×", "pm": "±", "sim": "∼", "approx": "≈", "leq": "≤",
    "le": "≤", "geq": "≥", "ge": "≥", "to": "→", "rightarrow": "→", "infty": "∞", "cdot": "·",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "lambda": "λ",
    "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Delta": "Δ", "Omega": "Ω", "Sigma": "Σ",
    "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX",
    " ": " ", "\\": " ", "\n": " ", "-": "", "/": "", ",": "\u202f", ";": " ", ":": " ", "!": "",
    "@": "", "relax": "", "noopsort": "",
}  # fmt: skip
_WRAPPED = {
    "emph": ("<i>", "</i>"), "textit": ("<i>", "</i>"), "mkbibemph": ("<i>", "</i>"),
    "textsl": ("<i>", "</i>"), "textbf": ("<b>", "</b>"), "mkbibbold": ("<b>", "</b>"),
    "textsuperscript": ("<sup>", "</sup>"), "textsubscript": ("<sub>", "</sub>"),
    "enquote": ("“", "”"), "mkbibquote": ("“", "”"),
    **dict.fromkeys(
        ("text", "textrm", "textsc", "texttt", "textsf", "textup", "textnormal", "mbox", "url",
         "path", "nolinkurl", "mathrm", "mathbf", "mathit", "mathcal", "mathsf", "ensuremath",
         "uppercase", "lowercase"), ("", "")),
}  # fmt: skip
_SWITCHES = frozenset(("em", "it", "bf", "sc", "tt", "rm", "sf", "itshape", "bfseries", "scshape"))

_SPECIAL = re.compile(r"[\\{}~$]|--|``|''|`")
_TOKEN = re.compile(
    r"\\([A-Za-z]++)\s*+|\\(.)|(---?|``|''|`|[{}~$^_])|([^\\{}~$^_`'\-]++|.)", re.DOTALL
)
_TAG = re.compile(r"</?(?:i|b|sup|sub|span)(?:\s[^>]*+)?>")
_DASHES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "~": "\u00a0"}


@dataclass(frozen=True, slots=True)
class Decoded:
    """A value without its LaTeX."""

    text: str
    unknown: tuple[str, ...] = ()
    """Commands that we do not know."""


@dataclass(slots=True)
class _Reader:
    tokens: list[re.Match[str]]
    is_rich: bool
    at: int = 0
    depth: int = 0
    is_math: bool = False
    unknown: list[str] = field(default_factory=list)

    def until_close(self) -> str:
        """Read to the brace that closes the group, or to the end."""
        parts: list[str] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token[3] == "}":
                break
            parts.append(self.read(token))
        return "".join(parts)

    def read(self, token: re.Match[str]) -> str:
        """Read one token and what belongs to it."""
        if token[1] or token[2]:
            return self.command(token[1] or token[2])
        match token[3]:
            case "{":
                return self.group()
            case "$":
                self.is_math = not self.is_math
                return ""
            case "^" | "_" if self.is_math:
                return self.wrap(("<sup>", "</sup>") if token[3] == "^" else ("<sub>", "</sub>"))
            case None:
                return token[0]
            case mark:
                return _DASHES.get(mark, mark)

    def group(self) -> str:
        """Read a group; one that does not begin with a command protects its case."""
        first = self.tokens[self.at] if self.at < len(self.tokens) else None
        protects = bool(first) and not (first and (first[1] or first[2]))
        protects = protects and self.is_rich and self.depth == 0 and not self.is_math
        self.depth += protects
        text = self.until_close()
        self.depth -= protects
        return f'<span class="nocase">{text}</span>' if protects and text.strip() else text

    def argument(self) -> str:
        """Read what a command is applied to: a group, a command or one character."""
        if self.at >= len(self.tokens):
            return ""
        token = self.tokens[self.at]
        self.at += 1
        if token[3] == "{":
            return self.until_close()
        if token[1] or token[2] or token[3]:
            return self.read(token)
        text = token[0].lstrip()
        if len(text) > 1:
            self.at -= 1
            rest = _TOKEN.match(text, 1)
            self.tokens[self.at] = rest if rest else token
        return text[:1]

    def wrap(self, tags: tuple[str, str]) -> str:
        """Read an argument and put it between tags, which plain text goes without."""
        opening, closing = tags
        text = self.argument()
        if opening.startswith("<") and not self.is_rich:
            return text
        return f"{opening}{text}{closing}"

    def command(self, name: str) -> str:
        """Read a command."""
        if name in _ACCENTS:
            return _accented(self.argument(), _ACCENTS[name])
        if name in _SYMBOLS:
            return _SYMBOLS[name]
        if name in _WRAPPED:
            return self.wrap(_WRAPPED[name])
        if name == "href":
            self.argument()
            return self.argument()
        if not name.isalpha():
            return name
        if name not in _SWITCHES:
            self.unknown.append(name)
        return ""


def decode(value: str, *, rich: bool = False) -> Decoded:
    """Decode a value; with `rich`, italics and the like and protected case become CSL markup."""
    if not _SPECIAL.search(value):
        return Decoded(_spaced(value))
    reader = _Reader(list(_TOKEN.finditer(value)), rich)
    parts: list[str] = []
    while reader.at < len(reader.tokens):
        parts.append(reader.until_close())
    return Decoded(_spaced("".join(parts)), tuple(reader.unknown))


def plain(rich: str) -> str:
    """Give rich text without its markup."""
    return _TAG.sub("", rich)


def _accented(text: str, accent: str) -> str:
    base = {"ı": "i", "ȷ": "j"}.get(text[:1], text[:1])
    return unicodedata.normalize("NFC", base + accent) + text[1:] if base else ""


def _spaced(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" \t\r\n")
