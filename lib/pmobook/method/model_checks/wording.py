"""How a maturity model is worded: nothing said twice, nothing that only praises, no word with two meanings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmobook.method.model_checks.finding import LintFinding
from pmobook.method.model_checks.rules import LintRules, UnclearWords
from pmobook.method.model_checks.texts import Text, words_of
from pmobook.vocabulary import quoted

__all__ = ["find_repeated_wording", "find_unclear_words", "find_words_of_merit"]


def find_repeated_wording(texts: Sequence[Text], rules: LintRules) -> list[LintFinding]:
    """Return a finding for each text that says the same as one before it.

    Texts are the same if their words are, in the same order; and nearly the same if they share almost all the words that
    they use between them (see ``least_overlap``). Letter case and punctuation do not count.
    """
    first: dict[tuple[str, ...], Text] = {}
    findings = []
    for text in texts:
        words = words_of(text.text)
        if words in first:
            found = f"{quoted(text.text)}, word for word as in {first[words].where}"
            findings.append(LintFinding(text.where, found, "a wording of its own", "Say what is different here."))
        else:
            first[words] = text
    return findings + _nearly_the_same(first, rules)


def _nearly_the_same(known: dict[tuple[str, ...], Text], rules: LintRules) -> list[LintFinding]:
    overlap = rules.least_overlap.value
    order = {text.where: position for position, text in enumerate(known.values())}
    sets = [(frozenset(words), text) for words, text in known.items()]
    compared = sorted((one for one in sets if len(one[0]) >= rules.fewest_words_compared.value), key=lambda one: len(one[0]))
    findings = []
    for position, (words, text) in enumerate(compared):
        for others, other in compared[position + 1 :]:
            if len(words) < overlap * len(others):
                break  # sorted by length: no later one can share enough
            shared = len(words & others)
            if shared >= overlap * (len(words) + len(others) - shared):
                earlier, later = sorted((text, other), key=lambda one: order[one.where])
                found = f"{quoted(later.text)}, nearly the same words as in {earlier.where}"
                findings.append(LintFinding(later.where, found, "a wording of its own", "Say what is different here."))
    return findings


def find_words_of_merit(texts: Sequence[Text], rules: LintRules) -> list[LintFinding]:
    """Return a finding for each level's statement that praises or blames instead of saying what one would see."""
    merit = set(rules.words_of_merit)
    findings = []
    for text in texts:
        praise = sorted(merit & set(words_of(text.text))) if text.kind == "statement" else []
        if praise:
            found = f"{', '.join(quoted(word) for word in praise)}"
            findings.append(LintFinding(text.where, found, "what one would see", "Say by what it shows."))
    return findings


def find_unclear_words(texts: Sequence[Text], rules: LintRules) -> list[LintFinding]:
    """Return a finding for each text with a word that means two things and does not say which."""
    findings = []
    for unclear in rules.unclear_words:
        pattern = _pattern(unclear)
        matches = ((text, pattern.search(" ".join(text.text.split()))) for text in texts)
        findings += [
            LintFinding(text.where, f"a bare {quoted(match[0])}", "a word with one meaning", unclear.instead)
            for text, match in matches
            if match
        ]
    return findings


def _pattern(unclear: UnclearWords) -> re.Pattern[str]:
    before = "".join(rf"(?<!\b{re.escape(word)} )" for word in unclear.unless_before)
    after = "".join(rf"(?! {re.escape(word)}\b)" for word in unclear.unless_after)
    words = "|".join(re.escape(word) for word in unclear.words)
    return re.compile(rf"{before}\b(?:{words})\b{after}", re.IGNORECASE)
