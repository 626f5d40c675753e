"""Pictures inside a drawing, as data."""

from __future__ import annotations

import base64
import binascii
import re

from openbrief.features.pictures.container import RefusedError, broken
from openbrief.features.pictures.raster import STRIPS
from openbrief.model.picture import JPEG, PNG

_DATA = re.compile(r"data:image/(?:png|jpe?g);base64,([A-Za-z0-9+/=\s]*)\Z", re.IGNORECASE)


def data_picture(target: str) -> str:
    """Give the address of data, made anew from the picture without what it tells.

    Raises:
        RefusedError: it is no PNG or JPEG, or that is damaged.
    """
    found = _DATA.match(target)
    if found is None:
        message = "the drawing holds data that are no PNG or JPEG"
        raise RefusedError("picture-svg", message, "put the picture beside the drawing")
    try:
        data = base64.b64decode("".join(found[1].split()), validate=True)
    except binascii.Error as error:
        raise broken("the picture in the drawing is damaged") from error
    for each in (PNG, JPEG):
        if data.startswith(each.start):
            clean = base64.b64encode(STRIPS[each](data)).decode()
            return f"data:{each.media_type};base64,{clean}"
    raise broken("the picture in the drawing is neither PNG nor JPEG")
