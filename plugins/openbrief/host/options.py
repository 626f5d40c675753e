"""Derive MkDocs' options from our dataclasses, and read them back as values."""

from __future__ import annotations

import dataclasses
from collections.abc import Container, Iterator, Mapping
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import urljoin

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig

from openbrief.assembly import Settings
from openbrief.features.citations.options import CitationsOptions
from openbrief.features.collections.options import PublicationOptions
from openbrief.features.downloads.options import DownloadsOptions
from openbrief.features.search.options import SearchOptions
from openbrief.model.problem import OpenBriefError
from openbrief.text.markdown import with_extensions
from openbrief.theme import MATERIAL

T = TypeVar("T")


def config_of(options: type) -> type[Config]:
    """Give the MkDocs configuration class of an options dataclass: same names, same defaults."""
    hints = get_type_hints(options)
    names = {field.name: _option(hints[field.name], field) for field in dataclasses.fields(options)}
    return type(f"{options.__name__}Config", (Config,), names)


def _option(hint: Any, field: dataclasses.Field[Any] | None) -> Any:
    default = _default(field)
    if get_origin(hint) is tuple:
        return c.ListOfItems(_option(get_args(hint)[0], None), default=list(default or ()))
    if get_origin(hint) is not None:
        return c.Type(dict, default=default or {})
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return c.SubConfig(config_of(hint))
    return c.Type(hint) if default is dataclasses.MISSING else c.Type(hint, default=default)


def _default(field: dataclasses.Field[Any] | None) -> Any:
    if field is None:
        return dataclasses.MISSING
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    default = field.default
    if isinstance(default, tuple):
        return [vars_of(each) for each in default]
    return default


def vars_of(value: Any) -> Any:
    """Give a dataclass as the mapping that MkDocs would read; other values as they are."""
    is_options = dataclasses.is_dataclass(value) and not isinstance(value, type)
    return dataclasses.asdict(value) if is_options else value


def value_of(options: type[T], config: Mapping[str, Any]) -> T:
    """Give the options as a frozen value."""
    hints = get_type_hints(options)
    return options(**{name: _value(hints[name], config[name]) for name in hints})


def _value(hint: Any, value: Any) -> Any:
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return value_of(hint, value)
    if isinstance(value, dict):
        return {key: tuple(each) if isinstance(each, list) else each for key, each in value.items()}
    return value


def settings_of(config: MkDocsConfig) -> Settings:
    """Gather everything that mkdocs.yml says into one value."""
    root = root_of(config)
    content = Path(config.docs_dir).resolve()
    if not content.is_relative_to(root):
        raise OpenBriefError(
            "`docs_dir` lies outside the folder of mkdocs.yml", "move it beside the collections"
        )
    if not _has_our_theme(config):
        raise OpenBriefError(
            f"the theme `{config.theme.name}` can't show what `openbrief/publication` makes",
            "set `theme: {name: openbrief}`; your own templates can go into its `custom_dir`",
        )
    _check_material()
    if not config.use_directory_urls:
        raise OpenBriefError(
            "`use_directory_urls: false` is not supported",
            "remove it: addresses end with a slash, so that they outlive the kind of file",
        )
    folder = content.relative_to(root).as_posix()
    publication = _plugin(config, "openbrief/publication", PublicationOptions)
    collections = {each.name for each in publication.collections} if publication else set()
    return Settings(
        root=root,
        content=folder,
        publication=publication or PublicationOptions(),
        citations=citations_of(config),
        downloads=_plugin(config, "openbrief/downloads", DownloadsOptions),
        search=_plugin(config, "openbrief/search", SearchOptions),
        markdown=with_extensions(config.markdown_extensions, config.mdx_configs or {}),
        site_name=config.site_name,
        site_url=config.site_url or "",
        edit_base=_edit_base(config),
        nav=tuple(_paths(config.nav or [], folder, collections)),
    )


def _has_our_theme(config: MkDocsConfig) -> bool:
    ours = Path(str(resources.files("openbrief.theme")))
    return any(Path(folder) == ours for folder in config.theme.dirs)


def _check_material() -> None:
    """Refuse another Material: pages would name a script that it does not have, without a word."""
    there = version("mkdocs-material")
    if there != MATERIAL:
        raise OpenBriefError(
            f"the theme `openbrief` needs mkdocs-material {MATERIAL}, but {there} is installed",
            f"run `pip install mkdocs-material=={MATERIAL}`",
        )


def root_of(config: MkDocsConfig) -> Path:
    """Give the folder of mkdocs.yml, from which paths in options count."""
    return Path(config.config_file_path or "mkdocs.yml").resolve().parent


def citations_of(config: MkDocsConfig) -> CitationsOptions | None:
    """Give the options of citations; a style of one's own lies below the folder of mkdocs.yml."""
    options = _plugin(config, "openbrief/citations", CitationsOptions)
    if options is None:
        return None
    root = root_of(config)
    return dataclasses.replace(
        options,
        style=_style(options.style, root),
        collections={
            name: {key: _style(value, root) for key, value in own.items()}
            for name, own in options.collections.items()
        },
    )


def _style(name: str, root: Path) -> str:
    return str(root / name) if name.endswith(".csl") else name


def _plugin(config: MkDocsConfig, name: str, options: type[T]) -> T | None:
    plugin = config.plugins.get(name)
    return value_of(options, plugin.config) if plugin else None


def _edit_base(config: MkDocsConfig) -> str:
    if not config.edit_uri:
        return ""
    repository = config.repo_url or ""
    if repository and not repository.endswith("/"):
        repository += "/"
    return urljoin(repository, config.edit_uri)


def _paths(nav: Any, content: str, collections: Container[str]) -> Iterator[str]:
    """Yield the documents that `nav` names: MkDocs counts from `docs_dir`, we from the root."""
    if isinstance(nav, str):
        yield nav if nav.partition("/")[0] in collections else f"{content}/{nav}"
        return
    for value in nav.values() if isinstance(nav, dict) else nav:
        yield from _paths(value, content, collections)
