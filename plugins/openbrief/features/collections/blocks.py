"""Show the blocks of a document: key messages, the options table, what is known, and the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from html import escape

from openbrief.model.document import Boundary, Document
from openbrief.strings import Strings

_MARK = '<svg class="pm" aria-hidden="true"><use href="#pm-{}"></use></svg>'


def blocks(document: Document, strings: Strings) -> Mapping[str, str]:
    """Give the opening or closing HTML of each boundary by its token."""
    return {
        mark.token: _SHOW[mark.value.kind, mark.value.edge](mark.value, strings)
        for mark in document.body.marks
        if isinstance(mark.value, Boundary)
    }


def _headed_list(name: str) -> Callable[[Boundary, Strings], str]:
    def show(_: Boundary, strings: Strings) -> str:
        title = escape(strings(f"{name}.title"))
        return f'<section class="{name}" aria-labelledby="{name}"><h2 id="{name}">{title}</h2>' + (
            "<ol>" if name == "keys" else ""
        )

    return show


def _state(name: str, evidence: str) -> Callable[[Boundary, Strings], str]:
    def show(_: Boundary, strings: Strings) -> str:
        mark = _MARK.format(evidence) if evidence else ""
        return f'<section class="{name}">{mark}<h3>{escape(strings(f"block.{name}"))}</h3>'

    return show


def _fixed(html: str) -> Callable[[Boundary, Strings], str]:
    return lambda _boundary, _strings: html


def _options(boundary: Boundary, strings: Strings) -> str:
    names = ("option", *boundary.text)
    heads = "".join(
        f'<th role="columnheader" scope="col">{escape(strings(f"options.{name}"))}</th>'
        for name in names
    )
    return (
        '<figure class="frame wide"><table class="opt" role="table">'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">'
    )


def _option(boundary: Boundary, _: Strings) -> str:
    return f'<tr role="row"><th role="rowheader" scope="row">{escape(boundary.text[0])}</th>'


def _cell(boundary: Boundary, strings: Strings) -> str:
    label = escape(strings(f"options.{boundary.text[0]}"))
    return f'<td role="cell" data-l="{label}">'


def _recommendation(boundary: Boundary, _: Strings) -> str:
    number, by_when = boundary.text
    return f'<li><b class="by">{number}<small> {escape(by_when)}</small></b><div>'


def _who(boundary: Boundary, strings: Strings) -> str:
    words = strings("recommendations.who", who=boundary.text[0])
    return f'<p class="small">{escape(words)}</p>'


def _date(boundary: Boundary, strings: Strings) -> str:
    iso, jurisdiction, _ = boundary.text
    day = strings.date(dt.date.fromisoformat(iso))
    place = f"<small> {escape(jurisdiction)}</small>"
    return f'<li><time datetime="{iso}">{escape(day)}{place}</time><div>'


def _date_end(boundary: Boundary, strings: Strings) -> str:
    checked = boundary.text[2]
    if not checked:
        return "</div></li>"
    words = strings("dates.checked", date=strings.date(dt.date.fromisoformat(checked)))
    return f'<p class="small">{escape(words)}</p></div></li>'


def _question(boundary: Boundary, _: Strings) -> str:
    return f"<h3>{escape(boundary.text[0])}</h3>"


_SHOW: Mapping[tuple[str, str], Callable[[Boundary, Strings], str]] = {
    ("keys", "open"): _headed_list("keys"),
    ("keys", "close"): _fixed("</ol></section>"),
    ("key", "open"): _fixed("<li>"),
    ("key", "close"): _fixed("</li>"),
    ("known", "open"): _state("known", "strong"),
    ("known", "close"): _fixed("</section>"),
    ("disputed", "open"): _state("disputed", "contested"),
    ("disputed", "close"): _fixed("</section>"),
    ("unknown", "open"): _state("unknown", "early"),
    ("unknown", "close"): _fixed("</section>"),
    ("change", "open"): _state("change", ""),
    ("change", "close"): _fixed("</section>"),
    ("disagree", "open"): _fixed('<section class="disagree">'),
    ("disagree", "close"): _fixed("</section>"),
    ("options", "open"): _options,
    ("options", "close"): _fixed("</tbody></table></figure>"),
    ("option", "open"): _option,
    ("option", "close"): _fixed("</tr>"),
    ("cell", "open"): _cell,
    ("cell", "close"): _fixed("</td>"),
    ("recommendations", "open"): _fixed('<ol class="dates recs">'),
    ("recommendations", "close"): _fixed("</ol>"),
    ("recommendation", "open"): _recommendation,
    ("recommendation", "close"): _fixed("</div></li>"),
    ("evidence", "open"): _who,
    ("evidence", "close"): _fixed(""),
    ("dates", "open"): _fixed('<ul class="dates">'),
    ("dates", "close"): _fixed("</ul>"),
    ("date", "open"): _date,
    ("date", "close"): _date_end,
    ("bibliography", "open"): _fixed(""),
    ("bibliography", "close"): _fixed(""),
    ("faq", "open"): _headed_list("faq"),
    ("faq", "close"): _fixed("</section>"),
    ("question", "open"): _question,
    ("question", "close"): _fixed(""),
}
