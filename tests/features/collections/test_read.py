"""From source files to documents."""

from __future__ import annotations

from openbrief.features.collections.files import SourceFile
from openbrief.features.collections.read import (
    Folder,
    Read,
    families,
    in_order,
    read_family,
)
from openbrief.features.evidence.read import find_claims
from openbrief.model.document import Boundary, Claim, Document, Kind, Level
from openbrief.model.locale import Locale
from openbrief.model.site import Collection

LOCALES = (Locale("en", "English", "ltr", ""), Locale("fr", "Français", "ltr", "fr/"))
EXPLAINERS = Collection("explainers", "explainers", Kind.EXPLAINER)
BRIEFS = Collection("policy_briefs", "policy_briefs", Kind.BRIEF, "B{number}")
HEAD = """\
id: one
title: One
summary: First.
area: [models]
key_messages: [First thing., Second thing.]
authors: [Ada]
interests: None.
status: published
version: "1.0"
published: 2026-01-01
"""


def read(collection: Collection | None, **texts: str) -> Read:
    folder = Folder(collection.path if collection else "content", collection)
    files = [
        SourceFile(f"{folder.path}/{name.replace('__', '.')}.md", text)
        for name, text in texts.items()
    ]
    found, faults = families(folder, files, LOCALES)
    read = in_order([read_family(each, LOCALES[0], [find_claims]) for each in found], LOCALES[0])
    return Read(read.documents, (*faults, *read.problems))


def shape(document: Document) -> list[str]:
    return [
        f"{v.kind} {v.edge}" if isinstance(v, Boundary) else f"claim {v.evidence}"
        for v in (mark.value for mark in document.body.marks)
        if isinstance(v, Boundary | Claim)
    ]


def test_a_file_is_a_document_per_level_with_the_key_messages_first() -> None:
    text = f"---\n{HEAD}---\n\n::: plain\n{{some}} Plain.\n:::\n\n{{strong}} Full.\n\n## A\n"

    documents, problems = (found := read(EXPLAINERS, one=text)).documents, found.problems

    assert problems == ()
    assert [(d.key, d.path, d.kind) for d in documents] == [
        ("one:full", "explainers/one", "explainer"),
        ("one:plain", "explainers/one", "explainer"),
    ]
    keys = ["keys open", "key open", "key close", "key open", "key close", "keys close"]
    assert shape(documents[0]) == [*keys, "claim strong"]
    assert shape(documents[1]) == [*keys, "claim some"]
    assert "Plain." not in documents[0].body.text


def test_tokens_are_the_same_for_the_same_source_and_differ_for_another() -> None:
    one = read(EXPLAINERS, one=f"---\n{HEAD}---\n\nText.\n").documents[0]
    again = read(EXPLAINERS, one=f"---\n{HEAD}---\n\nText.\n").documents[0]
    other = read(EXPLAINERS, one=f"---\n{HEAD}---\n\nText!\n").documents[0]

    assert one.body == again.body
    assert not {m.token for m in one.body.marks} & {m.token for m in other.body.marks}


def test_a_translation_inherits_what_it_does_not_say() -> None:
    french = (
        "---\ntitle: Un\nsummary: Premier.\nkey_messages: [Un., Deux.]\ninterests: Aucun.\n"
        "translation: human\n---\n\nTexte.\n"
    )

    found = read(EXPLAINERS, one=f"---\n{HEAD}---\n\nText.\n", one__fr=french)

    assert found.problems == ()
    (translated,) = (d for d in found.documents if d.locale == "fr")
    front = translated.front_matter
    assert (front.id, front.title, front.version, front.area) == ("one", "Un", "1.0", ("models",))


def test_places_are_those_of_the_file_in_the_text_and_in_the_front_matter() -> None:
    head = HEAD.replace("[First thing., Second thing.]", '["{some} First.", "{stong} Second."]')

    found = read(EXPLAINERS, one=f"---\n{head}---\n\n::: plain\nA\n:::\n\nB\n\n{{stong}} C\n")

    assert [str(p.span) for p in found.problems] == [
        "explainers/one.md:6:34",
        "explainers/one.md:20:1",
    ]


def test_what_a_brief_declares_must_be_shown_somewhere() -> None:
    option = "{who: A, benefits: B, costs: C, evidence: D, option: "
    head = (
        f"{HEAD}number: 1\noptions:\n  - {option}One}}\n  - {option}Two}}\n"
        "recommendations:\n  - {text: Do it., who: You, by_when: now, evidence: None}\n"
    )

    found = read(BRIEFS, one=f"---\n{head}---\n\n::: options\n:::\n")

    assert [p.code for p in found.problems] == ["front-matter-unshown"]
    assert "recommendations" in found.problems[0].message
    assert shape(found.documents[0]).count("cell open") == 8


def test_a_page_takes_its_title_from_its_first_heading_or_its_name() -> None:
    titled = read(None, about="# About us\n\nText.\n").documents[0]
    bare = read(None, some_page="Text.\n").documents[0]

    assert titled.front_matter.title == "About us"
    assert "About us" not in titled.body.text
    assert bare.front_matter.title == "Some page"


def test_the_home_page_is_the_index_and_a_collections_index_its_listing() -> None:
    assert read(None, index="# Hello\n").documents[0].kind is Kind.HOME
    listing = read(EXPLAINERS, index="# All\n").documents[0]
    assert (listing.kind, listing.path, listing.level) == (Kind.LISTING, "explainers", Level.FULL)
