from __future__ import annotations

import dataclasses
import io
from collections.abc import Callable
from typing import Any

import page
import pikepdf
import pytest

from openbrief.typeset import Edition, set_pdf
from openbrief.typeset.metadata import identifier

Sample = Callable[[str], Edition]


def metadata_of(edition: Edition) -> dict[str, Any]:
    data = set_pdf(edition).data
    for profile in page.ValidationProfile:
        if profile.value in ("ua1", "2a"):
            result = page.validate_pdf_bytes(data, profile=profile)
            assert [failure.rule_id for failure in result.failures] == []
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        return dict(metadata.items())


def tagged(sample: Sample, locale: str, **fields: Any) -> Edition:
    return dataclasses.replace(
        sample(locale),
        works=(),
        keywords=("Models & <prices>", "ciel étoilé"),
        version="1.2",
        version_url="https://example.org/v/1.2/",
        **fields,
    )


@pytest.mark.parametrize("locale", ["en", "ar", "zh"])
def test_a_file_says_who_wrote_it_and_what_one_may_do(sample: Sample, locale: str) -> None:
    edition = tagged(sample, locale)

    metadata = metadata_of(edition)

    named = "{http://purl.org/dc/elements/1.1/}"
    rights = "{http://ns.adobe.com/xap/1.0/rights/}"
    assert metadata[f"{named}title"] == edition.title
    assert metadata[f"{named}description"] == edition.summary
    assert metadata[f"{named}creator"] == ["Ada Example", "Bela Muster"]
    assert metadata[f"{named}language"] == {locale}
    assert metadata[f"{named}subject"] == {"Models & <prices>", "ciel étoilé"}
    assert metadata["{http://ns.adobe.com/pdf/1.3/}Keywords"] == "Models & <prices>, ciel étoilé"
    assert metadata[f"{named}publisher"] == {"OpenBrief"}
    assert metadata[f"{named}identifier"] == "https://example.org/v/1.2/"
    assert metadata[f"{named}rights"] == "CC BY 4.0"
    assert metadata[f"{rights}Marked"] == "True"
    assert metadata[f"{rights}WebStatement"] == "https://creativecommons.org/licenses/by/4.0/"
    assert metadata["{http://ns.adobe.com/xap/1.0/mm/}VersionID"] == "1.2"


def test_what_is_not_known_is_not_said(sample: Sample) -> None:
    bare = dataclasses.replace(
        sample("en"),
        works=(),
        authors=(),
        licence=("", ""),
        url="",
        version="",
        version_url="",
        site_name="",
        summary="",
    )

    names = {name.partition("}")[2] for name in metadata_of(bare)}

    assert "title" in names
    assert names & {"creator", "subject", "rights", "Marked", "VersionID", "identifier"} == set()


def test_works_without_rights_are_marked_so(sample: Sample) -> None:
    free = ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/")

    metadata = metadata_of(tagged(sample, "en", licence=free))

    assert metadata["{http://ns.adobe.com/xap/1.0/rights/}Marked"] == "False"


def test_a_doi_goes_before_an_address(sample: Sample) -> None:
    edition = tagged(sample, "en")

    assert identifier(dataclasses.replace(edition, doi="10.5555/x")) == "https://doi.org/10.5555/x"
    assert identifier(dataclasses.replace(edition, version_url="")) == edition.url
