"""The languages, collections and areas that a site says it has."""

from __future__ import annotations

import re

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from openbrief.assembly.settings import Settings
from openbrief.features.collections.areas import read_areas
from openbrief.features.collections.files import MAX_BYTES, read_text
from openbrief.features.collections.options import CollectionOptions, LocaleOptions
from openbrief.model.document import Kind
from openbrief.model.locale import Locale
from openbrief.model.problem import OpenBriefError, Problem
from openbrief.model.site import Area, Collection

_ADDRESS = re.compile(r"[a-z0-9][a-z0-9/-]*\{number(:0?[0-9])?\}[a-z0-9/-]*(?<!/)")


def locales_of(settings: Settings) -> tuple[Locale, ...]:
    """Give the languages, that of the sources first.

    Raises:
        OpenBriefError: CLDR does not know one of them.
    """
    declared = enumerate(settings.publication.locales)
    return tuple(_locale(option, is_source=not n) for n, option in declared)


def collections_of(settings: Settings) -> tuple[Collection, ...]:
    """Give the collections.

    Raises:
        OpenBriefError: the kind or the address of one makes no sense.
    """
    return tuple(_collection(option) for option in settings.publication.collections)


def areas_of(settings: Settings) -> tuple[tuple[Area, ...], tuple[Problem, ...]]:
    """Read the areas; none where there is no file of them."""
    name = settings.publication.areas
    text, faults = read_text(settings.root, name, MAX_BYTES)
    if text is None:
        return (), faults
    tags = [option.tag for option in settings.publication.locales]
    return read_areas(text, name, tags)


def _locale(option: LocaleOptions, *, is_source: bool) -> Locale:
    try:
        babel = BabelLocale.parse(option.tag, sep="-")
    except (ValueError, UnknownLocaleError) as error:
        raise OpenBriefError(
            f"`{option.tag}` is no language that CLDR knows", "write a BCP 47 tag, e.g. `fr`"
        ) from error
    name = option.name or (babel.display_name or option.tag)
    return Locale(
        tag=option.tag,
        name=name[0].upper() + name[1:],
        direction="rtl" if babel.text_direction == "rtl" else "ltr",
        prefix="" if is_source else f"{option.tag}/",
        site_name=option.site_name,
        tagline=option.tagline,
    )


def _collection(option: CollectionOptions) -> Collection:
    try:
        kind = Kind(option.kind)
    except ValueError as error:
        raise OpenBriefError(
            f"`{option.kind}` is no kind of collection", "use `explainer` or `brief`"
        ) from error
    if option.address and not _ADDRESS.fullmatch(option.address):
        raise OpenBriefError(
            f"`{option.address}` is no address for numbers",
            "write a path with the number in it, e.g. `briefs/b{number:02}`",
        )
    return Collection(option.name, option.name, kind, option.identifier, option.address)
