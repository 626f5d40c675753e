"""What web servers are told of a site, made from its configuration and its texts."""

from __future__ import annotations

from pathlib import Path

from openbrief.assembly import read
from openbrief.assembly.served import server_form
from openbrief.host.building import load
from openbrief.host.options import settings_of


def headers_for(config_file: Path, form: str, *, drafts: bool, has_brotli: bool) -> str:
    """Give headers and redirects in the form of a kind of server.

    Raises:
        OpenBriefError: the configuration has faults.
    """
    settings = settings_of(load(config_file, drafts=drafts))
    return server_form(form, read(settings).site, settings, has_brotli=has_brotli)
