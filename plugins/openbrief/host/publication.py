"""The plugin `openbrief/publication`: collections, locales, claims and all that pages show."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from openbrief.engine.executors import Here
from openbrief.engine.publish import Staging, discard
from openbrief.features.collections.files import linked_folder
from openbrief.features.collections.options import PublicationOptions
from openbrief.host import output, rendering
from openbrief.host.building import read_publication
from openbrief.host.checking import looked_over
from openbrief.host.options import config_of, settings_of
from openbrief.host.pages import with_our_pages
from openbrief.host.session import Session, attach, errors_in, loop_of, report, told
from openbrief.host.sharing import Sharing
from openbrief.model.problem import Problem

# Before and after the plugins of others: our pages are there when they look, and nothing is
# published before they have written their files.
FIRST, LAST = 90, -90


def _read(config: MkDocsConfig) -> Session:
    """Read and check the whole publication, and tell all that is wrong with it."""
    loop = loop_of(config)
    with told():
        settings = settings_of(config)
        session = Session(settings, loop.read() if loop else read_publication(config))
    attach(config, session)
    problems = session.publication.problems
    if errors_in(problems):
        # Nothing will be built; what comes up later is told in the same run.
        with told():
            problems = (*problems, *(loop.look_over() if loop else _looked_over(session)))
    report(problems, loop.sharing.faults if loop and errors_in(problems) else ())
    return session


def _looked_over(session: Session) -> tuple[Problem, ...]:
    site, sharing = session.site, Sharing(Here(os.cpu_count() or 1))
    problems = looked_over(site, site.translations, session.settings, sharing)
    report((), sharing.faults)
    return problems


class PublicationPlugin(BasePlugin):  # type: ignore[type-arg] # its type is made below
    """Translate MkDocs' events into calls."""

    config_class = config_of(PublicationOptions)

    # MkDocs tells of a failed build without its configuration, so the way to the staging folder
    # is kept here.
    _staging: Staging | None = None

    @event_priority(LAST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Build beside the site, so that a failed build leaves the old one whole."""
        with told():
            self._staging = output.begin(config)
            config.watch.extend(str(path) for path in output.watched(settings_of(config)))
        config.theme.static_templates.discard("sitemap.xml")
        config.validation.nav.omitted_files = logging.DEBUG
        if link := linked_folder(Path(config.docs_dir)):
            # MkDocs follows links when it lists files, out of the tree and in circles. They are
            # errors, and all others are told with them.
            _read(config)
            raise BuildError(f"{link} is a link to a folder; put a copy in its place")
        return config

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read and check the whole publication; the only event that adds files."""
        session, loop = _read(config), loop_of(config)
        if loop:
            # Our own loop makes the pages; MkDocs would look for those that `nav` names.
            config.nav = None
        return with_our_pages(files, session, config, with_pages=loop is None)

    @event_priority(FIRST)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Resolve all marks: the first moment when every page is known."""
        with told():
            if loop := loop_of(config):
                report(loop.make(env, Path(config.site_dir)).problems)
            else:
                rendering.resolve_pages(config, files)
        return env

    @event_priority(FIRST)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the template its values."""
        del nav
        context.update(rendering.page_context(page, config))  # type: ignore[typeddict-item]
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give the page for addresses that lead nowhere its languages."""
        context.update(rendering.template_context(template_name, config))  # type: ignore[typeddict-item]
        return context

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the by-products, and put the new site in the old one's place."""
        with told():
            if loop := loop_of(config):
                loop.write_outputs()
                loop.write_search()
            else:
                output.write_files(config)
            if self._staging and loop:
                with loop.profile.step("publish"):
                    kept = loop.made.placing.kept
                    loop.published = output.finish(self._staging, config, kept)
            elif self._staging:
                output.finish(self._staging, config)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Keep showing the last good site after an edit that does not build."""
        del config, builder
        server.builder = output.forgiving(server.builder)
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing of a failed build."""
        del error
        if self._staging:
            discard(self._staging)
