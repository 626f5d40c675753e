"""What one build knows: made from MkDocs' configuration, gone with it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError

from openbrief.assembly import Publication, Settings, Shown, Texts, convert_text
from openbrief.engine.limits import guarded
from openbrief.engine.machine import refusals_told
from openbrief.engine.trying import overspent
from openbrief.model.fault import Fault, FaultError, Overspent
from openbrief.model.problem import OpenBriefError, Problem, Severity, Span
from openbrief.model.site import Site
from openbrief.model.steps import Step

if TYPE_CHECKING:
    from openbrief.host.loop import Loop

HOST = logging.getLogger(mkdocs.__name__)
"""What the host logs goes through this one, which `--strict` counts by."""
log = HOST.getChild("plugins.openbrief")
_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.NOTE: logging.DEBUG,
}
_ATTRIBUTE = "openbrief_session"


@dataclass
class Session:
    """The values of one build, in the order in which they come to be."""

    settings: Settings
    publication: Publication
    texts: Texts = field(default_factory=lambda: Texts({}, ()))
    shown: Shown = field(default_factory=lambda: Shown({}, {}, ()))
    fragments: dict[str, tuple[str, Problem | None]] = field(default_factory=dict)
    """Converted texts, by their Markdown: a fallback is converted once for all locales."""

    def converted(self, text: str, source: Span) -> tuple[str, Problem | None]:
        """Convert and sanitise a text, or give what has been made of it before."""
        if text not in self.fragments:
            try:
                with guarded():
                    self.fragments[text] = convert_text(text, source, self.settings.markdown)
            except Overspent as error:
                problem = overspent(str(error), Step.CONVERTING, source.path)
                self.fragments[text] = "", problem
        return self.fragments[text]

    @property
    def site(self) -> Site:
        """The publication's documents and references."""
        return self.publication.site


_LOOP = "openbrief_loop"


def attach_loop(config: MkDocsConfig, loop: Loop) -> None:
    """Let a build make its pages by our own loop."""
    setattr(config, _LOOP, loop)


def loop_of(config: MkDocsConfig) -> Loop | None:
    """Give the build's own loop; None when MkDocs makes the pages."""
    found: Loop | None = getattr(config, _LOOP, None)
    return found


def attach(config: MkDocsConfig, session: Session) -> None:
    """Hang the session on the configuration: `serve` makes a new one for each build."""
    setattr(config, _ATTRIBUTE, session)


def session_of(config: MkDocsConfig) -> Session | None:
    """Give the build's session; None when `openbrief/publication` is not in use."""
    found = getattr(config, _ATTRIBUTE, None)
    return found if isinstance(found, Session) else None


def errors_in(problems: Iterable[Problem]) -> int:
    """Count the problems that keep a site from being published."""
    return sum(problem.severity is Severity.ERROR for problem in problems)


def need_publication(config: MkDocsConfig, name: str) -> None:
    """Stop the build when a plugin is listed without the one that reads the documents.

    Raises:
        BuildError: `openbrief/publication` is not in use.
    """
    if "openbrief/publication" not in config.plugins:
        raise BuildError(f"`{name}` needs `openbrief/publication` beside it under `plugins:`")


@contextmanager
def told() -> Iterator[None]:
    """Turn a reason to stop that the user can act on into MkDocs' own: no traceback for it."""
    try:
        with refusals_told():
            yield
    except OpenBriefError as error:
        raise BuildError(str(error)) from error
    except FaultError as error:
        # What has been lost to the content alone is a problem like others.
        report(error.problems, error.faults)
        raise


def report(problems: Iterable[Problem], faults: Sequence[Fault] = ()) -> None:
    """Log all problems, so that `--strict` counts them, and stop the build if one is an error.

    The record carries the problem itself, for handlers that print it in another form.

    Raises:
        BuildError: at least one problem is an error; nothing will be published.
        FaultError: there are faults of ours, which weigh more.
    """
    found = list(problems)
    for problem in sorted(found, key=lambda p: (p.span, p.code)):
        log.log(_LEVELS[problem.severity], "%s", problem, extra={"problem": problem})
    if faults:
        raise FaultError(faults)
    errors = errors_in(found)
    if errors:
        raise BuildError(f"{errors} problem{'s' if errors > 1 else ''} in the content")
