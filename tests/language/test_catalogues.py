"""Every catalogue holds a translation for each text, with no other places, and is compiled as it stands."""

import string

import pytest

from pmobook.generate.catalogues import compile_catalogue, gather_texts
from pmobook.generate.catalogues.renewal import read_catalogue
from pmobook.language import LANGUAGES
from pmobook.language.catalogue import CATALOGUES

OTHERS = LANGUAGES[1:]


def places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def entries(code: str) -> list[tuple[str, str]]:
    pairs = []
    for message in read_catalogue(code):
        if not message.id or message.context == "report":
            continue
        texts = message.id if isinstance(message.id, tuple | list) else (message.id,)
        said = message.string if isinstance(message.string, tuple | list) else (message.string,)
        pairs += [(texts[-1], one) for one in said]
    return pairs


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_names_no_place_that_its_english_lacks(code):
    wrong = [text for text, said in entries(code) if said and "{" in text and not places(said) <= places(text)]
    assert wrong == []


def formats(sentence: str) -> set[tuple[str, str | None]]:
    return {(name, form) for _, name, form, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("code", OTHERS)
def test_a_place_is_written_in_the_format_of_its_english(code):
    """A format that Python does not know (a space before its percent sign) would stop the run that says the sentence."""
    wrong = []
    for message in read_catalogue(code):
        if message.id and message.context != "report" and "{" in str(message.id):
            several = isinstance(message.id, tuple | list)
            english = set().union(*map(formats, message.id)) if several else formats(message.id)
            said = message.string if isinstance(message.string, tuple | list) else (message.string,)
            wrong += [one for one in said if "{" in one and not formats(one) <= english | {("n", ""), ("n", ",")}]
    assert wrong == []


@pytest.mark.parametrize("code", OTHERS)
def test_no_entry_is_only_a_guess(code):
    assert [message.id for message in read_catalogue(code) if message.id and "fuzzy" in message.flags] == []


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_compiled_is_what_stands_in_the_catalogue(code):
    assert (CATALOGUES / f"{code}.mo").read_bytes() == compile_catalogue(code), "Run: make texts"


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_has_its_translation(code):
    known = {
        (message.id[0] if isinstance(message.id, tuple | list) else message.id, message.context or "")
        for message in read_catalogue(code)
        if message.id and (all(message.string) if isinstance(message.string, tuple | list) else message.string)
    }
    missing = {text.sentence for text in gather_texts() if (text.sentence, text.context) not in known}
    assert missing == set(), "Run make texts, then translate what it says is missing"
