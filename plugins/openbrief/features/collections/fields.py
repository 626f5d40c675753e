"""Every field of front matter: its type, and how to write it."""

from __future__ import annotations

from openbrief.features.collections import forms
from openbrief.model.front_matter import (
    Change,
    NextDate,
    Option,
    Person,
    Question,
    Recommendation,
    Status,
    TranslationOrigin,
)
from openbrief.text.field_types import (
    Choice,
    Date,
    Group,
    InlineMarkdown,
    Integer,
    Line,
    ListOf,
    Paragraph,
)
from openbrief.text.schema import Field, FieldType, Schema


def _required(field_type: FieldType) -> Field:
    return Field(type=field_type, required=True)


def _optional(field_type: FieldType) -> Field:
    return Field(type=field_type)


_SLUG = Line("an id", forms.slug)
_ROLE = Line("a contributor role", forms.known_role, convert=forms.role)

_PERSON = Group(
    Schema(
        {
            "name": _required(Line()),
            "family": _optional(Line()),
            "orcid": _optional(Line("an ORCID iD", forms.orcid)),
            "roles": _optional(ListOf(_ROLE)),
        }
    ),
    Person,
    short="name",
)

_CHANGE = Group(
    Schema(
        {
            "date": _required(Date()),
            "kind": _required(
                Choice({kind: kind for kind in ("new", "update", "correction", "retraction")})
            ),
            "note": _required(Paragraph()),
            "version": _optional(Line("a version", forms.version)),
        }
    ),
    Change,
)

_QUESTION = Group(
    Schema({"question": _required(Paragraph()), "answer": _required(InlineMarkdown())}),
    Question,
)

_OPTION = Group(
    Schema(
        {
            "option": _required(Line()),
            "who": _required(InlineMarkdown()),
            "benefits": _required(InlineMarkdown()),
            "costs": _required(InlineMarkdown()),
            "evidence": _required(InlineMarkdown()),
            "precedent": _optional(InlineMarkdown()),
        }
    ),
    Option,
)

_RECOMMENDATION = Group(
    Schema(
        {
            "text": _required(InlineMarkdown()),
            "who": _required(Line()),
            "by_when": _required(Line()),
            "evidence": _required(InlineMarkdown()),
        }
    ),
    Recommendation,
)

_NEXT_DATE = Group(
    Schema(
        {
            "date": _required(Date()),
            "jurisdiction": _required(Line()),
            "event": _required(InlineMarkdown()),
            "checked": _optional(Date()),
        }
    ),
    NextDate,
)

_PEOPLE_HELP = "write each as `- name: …`, with `orcid` and `roles` if you like"

FIELDS = {
    "id": Field(type=_SLUG, help="add `id: ` and a name that will never change"),
    "title": Field(type=Line(), help="add `title: ` and the title on one line"),
    "nav_title": Field(type=Line(), help="write a shorter title for menus"),
    "headline": Field(type=Line(), help="write the home page's first line"),
    "summary": Field(type=Paragraph(), help="add `summary: ` and one or two sentences"),
    "area": Field(
        type=ListOf(Line("an area's id", forms.slug), minimum=1),
        help="write the ids of its areas as `area: [open-models]`",
    ),
    "tags": Field(type=ListOf(Line()), help="write them as `tags: [licences, law]`"),
    "audience": Field(type=ListOf(Line()), help="write it as `audience: [public, teachers]`"),
    "number": Field(
        type=Integer(minimum=1), help="add `number: ` and the brief's number in its series"
    ),
    "key_messages": Field(
        type=ListOf(InlineMarkdown(), minimum=2, maximum=3),
        help="write two or three messages, each on a line that begins with `- `",
    ),
    "faq": Field(
        type=ListOf(_QUESTION), help="write each as `- question: …` and below it `answer: …`"
    ),
    "options": Field(
        type=ListOf(_OPTION, minimum=2),
        help="write two or more, each as `- option: …` with who, benefits, costs and evidence",
    ),
    "recommendations": Field(
        type=ListOf(_RECOMMENDATION, minimum=1, maximum=5),
        help="write one to five, each as `- text: …` with who, by_when and evidence",
    ),
    "next_dates": Field(
        type=ListOf(_NEXT_DATE), help="write each as `- date: …` with jurisdiction and event"
    ),
    "authors": Field(type=ListOf(_PERSON, minimum=1), help=_PEOPLE_HELP),
    "reviewers": Field(type=ListOf(_PERSON), help=_PEOPLE_HELP),
    "translators": Field(type=ListOf(_PERSON), help=_PEOPLE_HELP),
    "interests": Field(
        type=Paragraph(),
        help="add `interests: ` and the authors' interests in the matter, even if there are none",
    ),
    "status": Field(
        type=Choice({str(status): status for status in Status}),
        help="add `status: draft`; then in-review, published and, at the end, retired",
    ),
    "published": Field(type=Date(), help="add `published: ` and the day, e.g. `2026-11-03`"),
    "reviewed": Field(type=Date()),
    "review_due": Field(type=Date()),
    "version": Field(
        type=Line("a version", forms.version), help='add `version: ` and a number, e.g. `"1.0"`'
    ),
    "changes": Field(
        type=ListOf(_CHANGE), help="write each as `- date: …` with kind and note, newest first"
    ),
    "translation": Field(
        type=Choice({str(origin): origin for origin in TranslationOrigin}),
        help="add `translation: human`; or reviewed-machine, unreviewed-machine, official",
    ),
    "source_rev": Field(type=Line("a revision", forms.revision)),
    "slug": Field(
        type=Line("a part of an address", forms.segment),
        help="write the last part of the address in this language as `slug: nom-de-la-page`",
    ),
    "aliases": Field(
        type=ListOf(Line("a path", forms.alias, convert=lambda text: text.removesuffix("/"))),
        help="write former addresses as `aliases: [explainers/old-name]`",
    ),
    "licence": Field(type=Line("a licence's identifier", forms.licence)),
    "doi": Field(type=Line("a DOI", forms.doi)),
    "nocite": Field(
        type=ListOf(Line()), help="write the keys of works as `nocite: [doe2024]`; `*` is all"
    ),
    "no_terms": Field(
        type=ListOf(Line()),
        help="write the ids of terms that are not to be links as `no_terms: [token]`; `*` is all",
    ),
    "cite_as": Field(type=Paragraph()),
}
"""All fields by name, in the order in which authors write them; none is required here."""
