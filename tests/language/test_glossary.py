"""The German catalogue calls one thing by one word: those that docs/languages.md lists, and none that they took the place of."""

import re

import pytest

from pmobook.generate.catalogues.renewal import read_catalogue
from pmobook.language.catalogue import CATALOGUES
from pmobook.method.places import workbook_folder

HELD_TO = {
    "business unit": "Geschäftsbereich",
    "focus area": "Handlungsfeld",
    "input pack": "Datenpaket",
    "not assessed": "[Bb]ewert",
    "disbenefit": "Nutzeneinbuße",
    "frontier": "Effizienzlinie",
    "whole-life cost": "Lebenszykluskosten",
    "handed in": "[Ee]ingereicht|[Ee]inreich|gingen ein|vorgelegt",
}
"""English to what its German must hold."""
REPLACED = (
    "Fachkenntnis",
    "Bewerter",
    "Auftraggeber",
    "Pflichtprojekt",
    "Effizienzgrenze",
    "negativer Nutzen",
    "heutige Auswahl",
)


def entries():
    for message in read_catalogue("de"):
        if message.id and not (message.context or "").startswith("method"):
            english = message.id if isinstance(message.id, str) else message.id[-1]
            german = message.string if isinstance(message.string, str) else message.string[-1]
            yield re.sub(r"\{[^}]*\}", " ", english), german


@pytest.mark.parametrize("english", HELD_TO)
def test_a_word_of_the_glossary_is_said_by_its_german(english):
    wrong = [german for text, german in entries() if english in text.lower() and not re.search(HELD_TO[english], german)]
    assert wrong == []


def test_no_word_is_said_by_one_that_the_glossary_replaced():
    assert [german for _, german in entries() if any(word in german for word in REPLACED)] == []


def test_the_glossary_stands_where_translators_read():
    told = (workbook_folder() / "docs" / "languages.md").read_text(encoding="utf-8")
    assert CATALOGUES.name in told
    assert all(word.split("|")[0] in told for word in ("Geschäftsbereich", "Handlungsfeld", "Datenpaket", "Nutzeneinbuße"))
