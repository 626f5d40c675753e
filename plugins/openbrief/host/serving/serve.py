"""Serve a site live until the user stops it."""

from __future__ import annotations

import webbrowser
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from openbrief.assembly.served import header_rules
from openbrief.host.building import load, serve_by_mkdocs
from openbrief.host.inputs import is_ours
from openbrief.host.options import settings_of
from openbrief.host.serving.background import Order
from openbrief.host.serving.desk import Desk, Talk
from openbrief.host.serving.server import Server
from openbrief.host.serving.showcase import Showcase
from openbrief.model.problem import OpenBriefError


def serve_site(
    config_file: Path,
    address: str,
    talk: Talk,
    *,
    drafts: bool = False,
    open_in_browser: bool = False,
) -> None:
    """Serve a site; MkDocs serves those in which plugins of others have a say.

    Raises:
        OpenBriefError: the configuration has faults, or the address can't be had.
    """
    config = load(config_file, drafts=drafts)
    if not is_ours(config):
        if drafts:
            raise OpenBriefError(
                "`--drafts` knows no plugins, hooks or templates of others",
                "set `drafts: true` under `openbrief/publication` in mkdocs.yml",
            )
        serve_by_mkdocs(config_file, address, open_in_browser=open_in_browser)
        return
    settings = settings_of(config)
    order = Order(config_file, drafts)
    showcase = Showcase(order.site)
    with Server(
        *_host_and_port(address), _path(settings.site_url), header_rules(settings)
    ) as server:
        desk = Desk(order, showcase, talk)
        desk.watch.watch(order.roots(settings))
        with suppress(KeyboardInterrupt):
            try:
                talk.say("Building the site …")
                desk.open()
                with server.answering(showcase):
                    talk.say(f"Serving on {server.url}; Ctrl+C ends it.")
                    if open_in_browser:
                        webbrowser.open(server.url)
                    while True:
                        desk.step()
            finally:
                desk.close()


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not host or not port.isdecimal():
        raise OpenBriefError(f"`{address}` is no address", "write it as `127.0.0.1:8000`")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _path(site_url: str) -> str:
    inner = urlsplit(site_url).path.strip("/")
    return f"/{inner}/" if inner else "/"
