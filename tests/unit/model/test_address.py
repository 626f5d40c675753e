from openbrief.model.address import address, relative
from openbrief.model.document import Level
from openbrief.model.locale import Locale

ENGLISH = Locale("en", "English", "ltr", "")
ARABIC = Locale("ar", "العربية", "rtl", "ar/")


def test_an_address_has_the_locale_first_and_the_plain_level_last() -> None:
    assert address("", ENGLISH) == ""
    assert address("", ARABIC) == "ar/"
    assert address("explainers/open", ENGLISH) == "explainers/open/"
    assert address("explainers/open", ARABIC, Level.PLAIN) == "ar/explainers/open/plain/"


def test_the_way_between_pages_is_relative_and_keeps_the_fragment() -> None:
    assert relative("", "") == "./"
    assert relative("", "ar/explainers/open/") == "../../../"
    assert relative("explainers/open/", "") == "explainers/open/"
    assert relative("method/#some", "ar/about/") == "../../method/#some"
    assert relative("media/a.svg", "explainers/open/") == "../../media/a.svg"
    assert relative("explainers/open/", "explainers/open/") == "./"
