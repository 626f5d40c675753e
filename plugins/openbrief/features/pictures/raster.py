"""Pictures of pixels: what takes from each format what tells of people and machines."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO

from PIL import Image

from openbrief.features.pictures.avif import strip_avif
from openbrief.features.pictures.container import broken, check_size
from openbrief.features.pictures.gif import strip_gif
from openbrief.features.pictures.jpeg import strip_jpeg
from openbrief.features.pictures.png import strip_png
from openbrief.features.pictures.webp import strip_webp
from openbrief.model.picture import AVIF, GIF, JPEG, PNG, WEBP, Format

STRIPS: Mapping[Format, Callable[[bytes], bytes]] = {
    PNG: strip_png,
    JPEG: strip_jpeg,
    GIF: strip_gif,
    WEBP: strip_webp,
    AVIF: strip_avif,
}
_DECODERS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP", AVIF: "AVIF"}
_FAULTS = (
    *(OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError),
    *(OverflowError, RuntimeError, struct.error, zlib.error, Image.DecompressionBombError),
)
"""What Pillow's decoders raise for damaged files."""


def decode(data: bytes, each: Format) -> None:
    """Decode every frame of a picture once.

    Raises:
        RefusedError: it can't be, or is too large.
    """
    with warnings.catch_warnings():
        # Pillow's own limits are above ours, which are told in our words.
        warnings.simplefilter("ignore")
        try:
            with Image.open(BytesIO(data), formats=[_DECODERS[each]]) as image:
                frames = getattr(image, "n_frames", 1)
                check_size(*image.size, frames)
                for number in range(frames):
                    image.seek(number)
                    image.load()
        except _FAULTS as error:
            if hasattr(error, "code"):  # one of ours
                raise
            raise broken("the picture can't be decoded") from error
