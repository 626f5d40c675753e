"""Which day it is. No page depends on it: a site is made of its files alone."""

from __future__ import annotations

import datetime as dt
import os

from openbrief.model.problem import OpenBriefError

_VARIABLE = "SOURCE_DATE_EPOCH"


def today() -> dt.date:
    """Give the day, in UTC; `SOURCE_DATE_EPOCH` decides where it is set.

    Source: reproducible-builds.org, SOURCE_DATE_EPOCH specification.

    Raises:
        OpenBriefError: the variable holds no number of seconds since 1970.
    """
    said = os.environ.get(_VARIABLE, "")
    if not said:
        return dt.datetime.now(tz=dt.UTC).date()
    try:
        return dt.datetime.fromtimestamp(int(said), tz=dt.UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise OpenBriefError(
            f"`{_VARIABLE}` is `{said}`, which is no moment", "give seconds since 1970, or unset it"
        ) from error
