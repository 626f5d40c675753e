r"""What LaTeX's commands stand for, as far as bibliographies use them.

Source: Donald Knuth, The TeXbook, chapter 9 (accents) and appendix F (symbols); LaTeX2e, unofficial
reference manual, "Text symbols"; biblatex's manual, "Formatting Commands" (`\mkbib…`).
"""

from __future__ import annotations

from collections.abc import Mapping

ACCENTS: Mapping[str, str] = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331", "G": "\u030f", "U": "\u030e", "t": "\u0361",
    "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308", "acute": "\u0301", "grave": "\u0300", "check": "\u030c", "breve": "\u0306",
}  # fmt: skip
"""The combining character that a command puts on the letter after it."""

ALONE: Mapping[str, str] = {"~": "~", "^": "^"}
r"""Accents over nothing that are written for the sake of the sign itself: `\~{}`."""

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø",
    "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ", "imath": "ı", "jmath": "ȷ",
    "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ",
    "cprime": "ʹ", "TeX": "TeX", "LaTeX": "LaTeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2ε",
}  # fmt: skip
_SIGNS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "cdots": "⋯", "textendash": "–",
    "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotedbl": '"', "textquotesingle": "'", "lq": "‘", "rq": "’",
    "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
    "quotedblbase": "„", "quotesinglbase": "‚", "glqq": "„", "grqq": "“", "flqq": "«",
    "frqq": "»", "textasciitilde": "~", "textasciigrave": "`", "textasciicircum": "^",
    "textbackslash": "\\",
    "backslash": "\\", "textunderscore": "_", "textdollar": "$", "textbar": "|", "textless": "<",
    "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "lbrace": "{",
    "rbrace": "}", "textperiodcentered": "·", "textbullet": "•", "bullet": "•",
    "textexclamdown": "¡", "textquestiondown": "¿", "textdegree": "°", "degree": "°",
    "texttrademark": "™", "textregistered": "®", "textcopyright": "©", "copyright": "©",
    "S": "§", "textsection": "§", "P": "¶", "dag": "†", "ddag": "‡", "pounds": "£",
    "textsterling": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textyen": "¥",
    "textordfeminine": "ª", "textordmasculine": "º", "textonehalf": "½", "textmu": "µ",
    "slash": "/", "colon": ":",
}  # fmt: skip
_MATHS = {
    "times": "×", "div": "÷", "pm": "±", "mp": "∓", "sim": "∼", "simeq": "≃", "approx": "≈",
    "equiv": "≡", "neq": "≠", "ne": "≠", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "ll": "≪",
    "gg": "≫", "lt": "<", "gt": ">", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "leftrightarrow": "↔", "Rightarrow": "⇒", "Leftarrow": "⇐", "infty": "∞", "cdot": "·",
    "circ": "∘", "ast": "∗", "star": "⋆", "prime": "′", "partial": "∂", "nabla": "∇",
    "forall": "∀", "exists": "∃", "in": "∈", "notin": "∉", "subset": "⊂", "subseteq": "⊆",
    "cup": "∪", "cap": "∩", "emptyset": "∅", "sum": "∑", "prod": "∏", "int": "∫", "propto": "∝",
    "ell": "ℓ", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ", "langle": "⟨", "rangle": "⟩", "mid": "∣",
    "perp": "⊥", "oplus": "⊕", "otimes": "⊗", "land": "∧", "lor": "∨", "neg": "¬",
    "log": "log", "exp": "exp", "sin": "sin", "cos": "cos", "max": "max", "min": "min",
}  # fmt: skip
_SPACES = {
    " ": " ", "\\": " ", "\n": " ", "\t": " ", ",": "\u202f", "thinspace": "\u202f", ";": " ",
    ":": " ", "quad": " ", "qquad": " ", "space": " ", "newline": " ", "par": " ", "enspace": " ",
    "nobreakspace": "\u00a0", "-": "", "/": "", "!": "", "@": "",
}  # fmt: skip
_SILENT = (
    "relax", "protect", "left", "right", "big", "Big", "displaystyle", "textstyle", "limits",
    "nobreak", "allowbreak", "hyphen", "textcompwordmark", "normalfont", "rm", "sf", "tt",
    "rmfamily", "sffamily", "ttfamily", "upshape", "mdseries", "small", "footnotesize", "large",
)  # fmt: skip

SYMBOLS: Mapping[str, str] = {
    **_GREEK, **_LETTERS, **_SIGNS, **_MATHS, **_SPACES, **dict.fromkeys(_SILENT, ""),
}  # fmt: skip
"""The text that a command without an argument stands for."""

Tags = tuple[str, str]

ITALIC: Tags = ("<i>", "</i>")
BOLD: Tags = ("<b>", "</b>")
RAISED: Tags = ("<sup>", "</sup>")
LOWERED: Tags = ("<sub>", "</sub>")
SMALL_CAPS: Tags = ('<span style="font-variant:small-caps;">', "</span>")
NO_CASE: Tags = ('<span class="nocase">', "</span>")
QUOTED: Tags = ("“", "”")
BARE: Tags = ("", "")

SWITCHES: Mapping[str, Tags] = {
    "em": ITALIC, "it": ITALIC, "itshape": ITALIC, "sl": ITALIC, "slshape": ITALIC,
    "bf": BOLD, "bfseries": BOLD, "sc": SMALL_CAPS, "scshape": SMALL_CAPS,
}  # fmt: skip
"""What holds from a command to the end of its group."""

ARGUMENTS: Mapping[str, tuple[Tags | None, ...]] = {
    **dict.fromkeys(("emph", "textit", "textsl", "mkbibemph", "mkbibitalic"), (ITALIC,)),
    **dict.fromkeys(("textbf", "mkbibbold", "textbfseries"), (BOLD,)),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), (RAISED,)),
    **dict.fromkeys(("textsubscript", "mkbibsubscript"), (LOWERED,)),
    **dict.fromkeys(("textsc", "mkbibsc"), (SMALL_CAPS,)),
    **dict.fromkeys(("enquote", "mkbibquote", "textquote"), (QUOTED,)),
    "mkbibparens": (("(", ")"),), "mkbibbrackets": (("[", "]"),), "sqrt": (("√(", ")"),),
    "frac": (BARE, ("/", "")),
    "href": (None, BARE), "textcolor": (None, BARE), "foreignlanguage": (None, BARE),
    "hspace": (None,), "vspace": (None,), "label": (None,), "noopsort": (None,),
    **dict.fromkeys(
        ("text", "textrm", "texttt", "textsf", "textup", "textnormal", "textmd", "mbox", "hbox",
         "mathrm", "mathbf", "mathit", "mathcal", "mathsf", "mathbb", "mathtt", "mathfrak",
         "operatorname", "ensuremath", "uppercase", "lowercase", "MakeUppercase",
         "MakeLowercase", "underline", "overline", "boldsymbol", "bm", "NoCaseChange",
         "textlatin", "textgreek", "textcyrillic", "autocap", "uline", "textnohyphenation"),
        (BARE,)),
}  # fmt: skip
"""What is put around each argument of a command; an argument of `None` is not shown."""
