"""Writing works, as CSL-JSON items, in the formats that reference managers and harvesters read.

Every function takes items (CSL 1.0.2, Appendix III and IV) and gives text or plain values. What is
not in an item is left out; nothing is made up. No value can break out of its field, but the caller
escapes for where the result is put: for HTML attributes, and `<` in JSON inside of `<script>`.
"""

from openbrief.features.citations.exports.biblatex import bibtex
from openbrief.features.citations.exports.data_model import csl_json
from openbrief.features.citations.exports.highwire import highwire_reference, highwire_tags
from openbrief.features.citations.exports.linked_data import schema_org
from openbrief.features.citations.exports.tagged import ris

__all__ = [
    "bibtex",
    "csl_json",
    "highwire_reference",
    "highwire_tags",
    "ris",
    "schema_org",
]
