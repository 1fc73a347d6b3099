"""What an owner's words about a measure claim: better, worse, both, or nothing about its direction."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence

from pmobook.method.performance import ClaimWords, performance_method

__all__ = ["read_claim"]

_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|[.,;:!?()\n\u2013\u2014]")


@functools.lru_cache(maxsize=4096)
def read_claim(text: str | None, better: str | None) -> str:
    """Say what a claim says about where a measure is heading.

    Parameters
    ----------
    text
        As an owner wrote it, in English; empty or None: nothing.
    better
        ``higher`` or ``lower``: what rising or falling means. None: they claim nothing.

    Returns
    -------
    str
        ``improved``, ``worse``, ``both`` or, where nothing is claimed (steady, a plan, a reason), an empty text.

    Notes
    -----
    Words are the method's. One is taken back by a negation or an intention shortly before it in its clause ("not improved",
    "should get better"), and what follows a word of reason to the end of the clause claims nothing ("because of higher
    demand"). Words are read, not understood: an empty text means that nothing was recognised.

    Examples
    --------
    >>> read_claim("Improved since the new rota.", "higher"), read_claim("Not improved, and down again", "higher")
    ('improved', 'worse')
    >>> read_claim("Should be better next quarter", "higher"), read_claim("Steady", "higher"), read_claim("Fell by 3", "lower")
    ('', '', 'improved')
    """
    words = performance_method().claims
    plain = (text if isinstance(text, str) else "").lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    for idiom in words.idioms:
        plain = re.sub(rf"\b{re.escape(idiom)}\b", " ", plain)
    meanings = _meanings(words, better)
    found = {said for clause in _clauses(_WORD.findall(plain), words) for said in _claimed(clause, words, meanings)}
    return "both" if len(found) > 1 else next(iter(found), "")


def _meanings(words: ClaimWords, better: str | None) -> dict[str, str]:
    meanings = {**dict.fromkeys(words.improved, "improved"), **dict.fromkeys(words.worse, "worse")}
    if better in ("higher", "lower"):
        rising, falling = ("improved", "worse") if better == "higher" else ("worse", "improved")
        meanings |= dict.fromkeys(words.rising, rising) | dict.fromkeys(words.falling, falling)
    return meanings


def _clauses(tokens: Sequence[str], words: ClaimWords) -> Iterator[list[str]]:
    clause: list[str] = []
    for token in tokens:
        if not token[0].isalpha() or token in words.clause_ends:
            yield clause
            clause = []
        else:
            clause.append(token)
    yield clause


def _claimed(clause: Sequence[str], words: ClaimWords, meanings: dict[str, str]) -> Iterator[str]:
    reach = int(words.reach.value)
    for place, token in enumerate(clause):
        if token in words.causes:
            return
        before = clause[max(place - reach, 0) : place]
        if token in meanings and not any(one in words.negations or one in words.intentions for one in before):
            yield meanings[token]
