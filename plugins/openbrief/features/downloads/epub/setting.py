"""What the rules know beside the text that they change, and what they find."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from openbrief.features.downloads.epub.draft import Draft
from openbrief.features.downloads.epub.links import Links
from openbrief.features.downloads.epub.pictures import Pictures
from openbrief.model.problem import Problem, Severity


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rules know beside the text."""

    draft: Draft
    links: Links
    pictures: Pictures
    work_by_number: Mapping[int, str]
    problems: list[Problem] = field(default_factory=list)

    def report(self, code: str, message: str, advice: str = "") -> None:
        """Note a finding at the chapter's source; the same one is noted once."""
        problem = Problem(self.draft.chapter.edition.span, code, message, advice, Severity.ERROR)
        if problem not in self.problems:
            self.problems.append(problem)


def put(old: HtmlElement, new: etree._Element | None) -> None:
    """Put an element, or nothing, in the place of another, whose tail stays."""
    parent = old.getparent()
    if parent is None:
        raise ValueError("the root of a text cannot be replaced")
    if new is None:
        old.drop_tree()
        return
    new.tail, old.tail = old.tail, None
    parent.replace(old, new)
