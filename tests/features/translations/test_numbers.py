from __future__ import annotations

import pytest

from openbrief.features.translations.numbers import missing, numbers


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("en", "233 incidents in 2024, 56.4% more"), ("fr", "233 en 2024, soit 56,4 % de plus")),
        (("en", "56.4%"), ("ar", "٥٦٫٤٪")),
        (("en", "1,234,567 people"), ("es", "1.234.567 personas")),
        (("en", "1,234,567 people"), ("fr", "1 234 567 personnes")),
        (("en", "1,000 and 2,000"), ("ru", "1000 и 2 000")),
        (("en", "30 million and 1.5 billion"), ("zh", "3000万和15亿")),
        (("en", "80 billion"), ("es", "80 mil millones")),
        (("en", "22 November 2026"), ("zh", "2026年11月22日")),
        (("en", "22 November 2026"), ("ru", "22 ноября 2026 года")),
        (("en", "45 per cent"), ("ru", "45 процентов")),
        (("en", "67.3 percentage points"), ("fr", "67,3 points de pourcentage")),
        (("en", "in 2024"), ("zh", "二〇二四年")),
        (("en", "seven of them"), ("fr", "7 d’entre eux")),
        (("en", "version 1.0.2"), ("fr", "version 1.0.2")),
        (("en", "0.125"), ("es", "0,125")),
        (("en", "2024, 2025"), ("fr", "2024 2025")),
    ],
)
def test_the_same_numbers_are_found_whichever_way_they_are_written(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    ours, theirs = (numbers(text, locale) for locale, text in (first, second))

    assert (missing(ours, theirs), missing(theirs, ours)) == ((), ())


@pytest.mark.parametrize(
    ("first", "second", "lost", "new"),
    [
        (("en", "56.4%"), ("fr", "5,64 %"), ("56.4%",), ("5.64%",)),
        (("en", "56.4%"), ("fr", "56,4"), ("56.4%",), ("56.4",)),
        (("en", "in 2024"), ("fr", "en 2025"), ("2024",), ("2025",)),
        (("en", "1,000"), ("es", "1,000"), ("1000",), ("1",)),
        (("en", "3 million"), ("zh", "30万"), ("3000000",), ("300000",)),
        (("en", "12 and 12"), ("fr", "12"), ("12",), ()),
        (("en", "two"), ("fr", "3"), (), ("3",)),
    ],
)
def test_other_numbers_are_told(
    first: tuple[str, str], second: tuple[str, str], lost: tuple[str, ...], new: tuple[str, ...]
) -> None:
    ours, theirs = (numbers(text, locale) for locale, text in (first, second))

    assert (missing(ours, theirs), missing(theirs, ours)) == (lost, new)
