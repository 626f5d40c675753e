from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from openbrief.model.problem import OpenBriefError, Span
from openbrief.typeset import Edition, pdf, set_pdf
from openbrief.typeset.fragment import convert
from openbrief.typeset.pages import source_files

FAULT = 'panic("no room"); '


def test_a_fault_of_the_printer_leads_to_the_words_near_it(
    sample: Callable[[str], Edition], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = dataclasses.replace(
        sample("en"),
        body_html="<p>The first paragraph.</p><p>The second paragraph.</p>",
        source="---\n---\n\nThe first paragraph.\n\nThe **second** paragraph.\n",
    )

    def faulty(edition: Edition, *rest: object) -> dict[str, bytes]:
        files = source_files(edition, convert(edition, frozenset(range(0x250))))
        main = files["main.typ"].decode()
        return {
            **files,
            "main.typ": main.replace('par("The second', f'{FAULT}par("The second').encode(),
        }

    monkeypatch.setattr(pdf, "source_files", faulty)

    with pytest.raises(OpenBriefError, match=r"ob-b07-v1\.2-en\.pdf cannot be set: ") as caught:
        set_pdf(brief)

    assert caught.value.span == Span("policy_briefs/school-software.en.md", 6, 1)
