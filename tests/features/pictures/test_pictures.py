"""What is published of pictures: the same pixels, and nothing that tells of anybody."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageSequence

from openbrief.features.pictures.check import check_picture, published
from openbrief.features.pictures.container import RefusedError, exif_of, orientation_of

FORMATS = ["PNG", "JPEG", "GIF", "WEBP", "AVIF"]
NAMES = {"PNG": "a.png", "JPEG": "a.jpg", "GIF": "a.gif", "WEBP": "a.webp", "AVIF": "a.avif"}
SECRET = b"SECRET-NAME"


def picture(form: str, **more: Any) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, SECRET.decode()
    told = {} if form == "GIF" else {"exif": exif.tobytes()}
    file = BytesIO()
    image = Image.radial_gradient("L").resize((24, 16)).convert("RGB")
    image.save(file, form, **told, **more)
    return file.getvalue()


@pytest.mark.parametrize("form", FORMATS)
def test_what_tells_of_people_goes_and_every_pixel_stays(form: str) -> None:
    data = picture(form) + SECRET

    clean = published(NAMES[form], data)

    assert check_picture(NAMES[form], data) is None
    assert SECRET in data
    assert SECRET not in clean
    before, after = Image.open(BytesIO(data)), Image.open(BytesIO(clean))
    assert before.tobytes() == after.tobytes()
    assert before.getexif().get(0x0112) == after.getexif().get(0x0112)


@pytest.mark.parametrize("form", FORMATS)
def test_what_has_been_published_is_published_as_it_is(form: str) -> None:
    clean = published(NAMES[form], picture(form))

    assert published(NAMES[form], clean) == clean


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_a_valid_colour_profile_stays(form: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    clean = published(NAMES[form], picture(form, icc_profile=profile))
    damaged = published(NAMES[form], picture(form, icc_profile=b"x" * 200))

    assert Image.open(BytesIO(clean)).info.get("icc_profile") == profile
    assert not Image.open(BytesIO(damaged)).info.get("icc_profile")


def test_an_animation_keeps_its_frames_and_how_often_it_is_shown() -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue", "green")]
    file = BytesIO()
    frames[0].save(file, "GIF", save_all=True, append_images=frames[1:], loop=3, duration=70)

    shown = Image.open(BytesIO(published("a.gif", file.getvalue())))

    assert (shown.info["loop"], shown.info["duration"]) == (3, 70)
    assert sum(1 for _ in ImageSequence.Iterator(shown)) == 3


@given(orientation=st.integers(1, 8))
def test_how_a_picture_is_turned_is_read_as_it_is_written(orientation: int) -> None:
    assert orientation_of(exif_of(orientation)) == orientation


@settings(max_examples=60, deadline=None)
@given(data=st.data(), form=st.sampled_from(FORMATS))
def test_a_damaged_picture_is_refused_or_harmless(data: st.DataObject, form: str) -> None:
    whole = bytearray(picture(form))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    name = NAMES[form]

    problem = check_picture(name, bytes(whole))

    try:
        clean = published(name, bytes(whole))
    except RefusedError:
        assert problem
    else:
        assert published(name, clean) == clean


def test_a_drawing_names_its_fault_by_line_and_column() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg">\n  <g><script>1</script></g>\n</svg>'

    problem = check_picture("a.svg", drawing)

    assert problem
    assert (problem.code, str(problem.span)) == ("picture-svg", "a.svg:2:6")


def test_a_drawing_of_a_program_for_drawing_keeps_what_it_shows() -> None:
    drawing = b"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<!-- by a program -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="urn:i" i:by="me" viewBox="0 0 9 9">
<metadata>Who</metadata><style>*{stroke-linejoin: round}</style>
<path d="M0 0" style="fill: url(#a); -i-x: 1"/><text>A &amp; B</text></svg>"""

    assert published("a.svg", drawing) == (
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        b'viewBox="0 0 9 9"><style>*{stroke-linejoin:round}</style>'
        b'<path d="M0 0" style="fill:url(#a)"></path><text>A &amp; B</text></svg>\n'
    )
