"""Sentences are said in the language at work, with figures as it writes them, and what people wrote stays as it is."""

import datetime as dt
import pickle

import pytest

from pmobook import rounding
from pmobook.language import LANGUAGES, catalogue, chosen, count, language, language_tag, say, say_many, use_language, word
from pmobook.vocabulary import Period, day_in_words


def test_english_stands_in_the_code():
    assert say("{n} of {whole:,}", n=3, whole=1200) == "3 of 1,200"
    assert say("a text without places keeps its {braces}") == "a text without places keeps its {braces}"
    assert say_many("{n} thing", "{n} things", 1) == "1 thing"


def test_figures_are_written_as_the_language_writes_them():
    use_language("de")
    assert rounding.number(1234.25, 1) == "1.234,3"
    assert rounding.measured(0.875) == "0,88"
    assert rounding.level_apart(2.96, 3.0) == ("2,96", "3,0")
    assert say("{share:.1f} {n:,}", share=2.5, n=1200) == "2,5 1.200"


def test_days_and_months_have_the_language_s_names():
    use_language("de")
    assert Period.parse("2026-03").in_words == "März 2026"
    assert day_in_words(dt.date(2026, 7, 31)) == "31. Juli 2026"


def test_our_words_for_a_standing_are_translated_and_names_are_not():
    use_language("de")
    assert word("not assessed") == "nicht bewertet"
    assert word("Amber Programme") == "Amber Programme"
    assert say("{title}: {standing}", title="green", standing="green") == "green: grün"


def test_what_people_wrote_is_never_read_as_a_place():
    use_language("de")
    assert say("{title}: {note}", title="{note}", note="<b>{title}") == "{note}: <b>{title}"


def test_a_text_without_a_translation_stays_english():
    use_language("de")
    assert say("No catalogue holds this, {name}.", name="Anna") == "No catalogue holds this, Anna."


def test_counts_bend_their_noun():
    use_language("de")
    assert [count(number, "project", "projects") for number in (1, 2, 1200)] == ["1 Projekt", "2 Projekte", "1.200 Projekte"]


def test_what_was_counted_stands_in_the_case_that_a_sentence_wants():
    use_language("de")
    areas = count(6, "focus area", "focus areas")
    assert areas == "6 Handlungsfelder"
    assert say("{who} meets its maturity target in {met} of {areas}", who="Retail", met=2, areas=areas).endswith(
        "2 von 6 Handlungsfeldern"
    )
    assert pickle.loads(pickle.dumps(areas)).in_case("d") == "6 Handlungsfeldern"
    assert areas.in_case("q") == areas


_FRENCH = """
msgid ""
msgstr ""
"Language: fr\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{n} project"
msgid_plural "{n} projects"
msgstr[0] "{n} projet"
msgstr[1] "{n} projets"
"""


def test_a_catalogue_that_is_added_is_a_language_with_its_own_plurals_and_the_rest_in_english(monkeypatch, tmp_path):
    (tmp_path / "fr.po").write_text(_FRENCH, encoding="utf-8")
    monkeypatch.setattr(chosen, "LANGUAGES", ("en", "fr"))
    monkeypatch.setattr(catalogue, "CATALOGUES", tmp_path)
    use_language("fr")
    assert [count(number, "project", "projects") for number in (0, 1, 2)] == ["0 projet", "1 projet", "2 projets"]
    assert say("Nothing is due") == "Nothing is due"
    assert rounding.number(1234.25, 1) == "1\N{NARROW NO-BREAK SPACE}234,3"
    assert language_tag() == "fr-FR"


def test_a_language_without_a_catalogue_is_refused_by_name():
    with pytest.raises(LookupError, match=r"no catalogue for the language 'tlh'. Choose one of en, de"):
        use_language("tlh")
    assert language() in LANGUAGES
