from collections.abc import Mapping
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from openbrief.features.webfonts.emit import Script, read_sources, scripts_of, subset_fonts
from openbrief.model.locale import Locale

ENGLISH = Locale("en", "English", "ltr", "")
ARABIC = Locale("ar", "العربية", "rtl", "ar/")
RUSSIAN = Locale("ru", "Русский", "ltr", "ru/")
ALL = frozenset(Script)


@pytest.fixture(scope="module")
def files() -> Mapping[str, bytes]:
    return subset_fonts(
        ["Łódź, naïve œuvre “x” – 12 €", "مرحبا بالعالم ڭ", "Київ"], ALL, read_sources()
    )


def characters_of(data: bytes) -> set[int]:
    return set(TTFont(BytesIO(data)).getBestCmap())


def features_of(data: bytes, table: str) -> set[str]:
    records = TTFont(BytesIO(data))[table].table.FeatureList.FeatureRecord
    return {record.FeatureTag for record in records}


@pytest.mark.parametrize(
    "name", ["literata-text", "literata-italic", "literata-display", "commissioner"]
)
def test_latin_faces_hold_ascii_latin_1_and_common_punctuation(
    files: Mapping[str, bytes], name: str
) -> None:
    needed = {*range(0x20, 0x7F), *range(0xA1, 0x100), *map(ord, "œ‘’“”–—…•€")} - {0xAD}

    assert needed <= characters_of(files[f"{name}.woff2"])


def test_letters_of_the_site_beyond_latin_1_are_in_the_second_file(
    files: Mapping[str, bytes],
) -> None:
    assert set(map(ord, "Łź")) <= characters_of(files["literata-text-ext.woff2"])


@pytest.mark.parametrize(
    "name", ["literata-text", "literata-italic", "literata-display", "commissioner"]
)
def test_cyrillic_faces_hold_russian_and_what_the_site_adds(
    files: Mapping[str, bytes], name: str
) -> None:
    held = characters_of(files[f"{name}-cyr.woff2"])

    assert {*range(0x410, 0x450), *map(ord, "Ёё№ї")} <= held
    assert ord("ђ") not in held


def test_arabic_faces_hold_letters_marks_and_what_the_site_adds(files: Mapping[str, bytes]) -> None:
    needed = {*range(0x621, 0x63B), *range(0x641, 0x653), *map(ord, "،؛؟پچڭ")}

    for weight in ("regular", "bold"):
        assert needed <= characters_of(files[f"noto-naskh-arabic-{weight}.woff2"])


def test_arabic_keeps_its_joining_forms_and_its_marks(files: Mapping[str, bytes]) -> None:
    data = files["noto-naskh-arabic-regular.woff2"]

    assert {"init", "medi", "fina", "rlig"} <= features_of(data, "GSUB")
    assert {"mark", "mkmk"} <= features_of(data, "GPOS")


def test_latin_keeps_kerning_and_ligatures(files: Mapping[str, bytes]) -> None:
    assert "liga" in features_of(files["literata-text.woff2"], "GSUB")
    assert "kern" in features_of(files["literata-text.woff2"], "GPOS")


def test_interface_face_keeps_its_weights(files: Mapping[str, bytes]) -> None:
    (axis,) = TTFont(BytesIO(files["commissioner.woff2"]))["fvar"].axes

    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", 400, 600)


def test_faces_stay_within_their_budget(files: Mapping[str, bytes]) -> None:
    size = {name: len(data) for name, data in files.items()}
    arabic = sum(size[name] for name in size if name.startswith("noto"))
    cyrillic = sum(size[name] for name in size if "-cyr" in name)

    assert sum(size.values()) - arabic - cyrillic <= 100_000
    assert arabic <= 160_000
    assert cyrillic <= 60_000


def test_same_characters_in_another_order_give_the_same_bytes() -> None:
    sources = [s for s in read_sources() if s.name == "literata-text-ext.woff2"]

    one = subset_fonts(["Łódź", "Ő"], ALL, sources)
    other = subset_fonts(["ŐźdóŁ"], ALL, list(reversed(sources)))

    assert one == other


def test_arabic_faces_are_for_sites_with_a_locale_in_arabic_script() -> None:
    assert Script.ARABIC not in scripts_of([ENGLISH])
    assert Script.ARABIC in scripts_of([ENGLISH, ARABIC])


def test_cyrillic_faces_are_for_sites_with_a_locale_in_cyrillic() -> None:
    assert Script.CYRILLIC not in scripts_of([ENGLISH, ARABIC])
    assert Script.CYRILLIC in scripts_of([ENGLISH, RUSSIAN])


def test_faces_of_other_scripts_are_left_out() -> None:
    files = subset_fonts(["abc"], frozenset({Script.ARABIC}), read_sources())

    assert sorted(files) == ["noto-naskh-arabic-bold.woff2", "noto-naskh-arabic-regular.woff2"]
