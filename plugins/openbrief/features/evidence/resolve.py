"""Show evidence labels, and count a document's claims for its cover."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape

from openbrief.model.document import Claim, Document, Evidence
from openbrief.model.views import ClaimsView
from openbrief.strings import Strings


def labels(document: Document, method_url: str, strings: Strings) -> Mapping[str, str]:
    """Give the label of each claim by its token; `method_url` may be empty."""
    return {
        mark.token: _label(mark.value, method_url, strings)
        for mark in document.body.marks
        if isinstance(mark.value, Claim)
    }


def proof_mark(evidence: str) -> str:
    """Give the small drawing of an evidence label; the page holds the shapes as symbols."""
    return f'<svg class="pm" aria-hidden="true"><use href="#pm-{evidence}"></use></svg>'


def _label(claim: Claim, method_url: str, strings: Strings) -> str:
    key = f"evidence.{claim.evidence}"
    words = strings(f"{key}.of", holder=claim.holder) if claim.holder else strings(key)
    asked = strings("evidence.whose" if claim.evidence is Evidence.OPINION else "evidence.why")
    why = (
        f' <a href="{escape(method_url)}#{claim.evidence}" data-screen="">{escape(asked)}</a>'
        if method_url
        else ""
    )
    mark = proof_mark(claim.evidence)
    return f'<span class="ev" data-claim="">{mark}<b>{escape(words)}</b>{why}</span> '


def claims_view(document: Document, strings: Strings) -> ClaimsView:
    """Give the marks of a document's cover and the sentence that says the same in words."""
    marks = tuple(claim.evidence.value for claim in document.claims)
    if not marks:
        return ClaimsView((), strings("claims.none"))
    counts = Counter(marks)
    parts = [
        strings(f"claims.{evidence}", n=counts[evidence])
        for evidence in Evidence
        if counts[evidence]
    ]
    sentence = strings("claims.sentence", n=len(marks), parts=strings("list.comma").join(parts))
    return ClaimsView(marks, sentence)
