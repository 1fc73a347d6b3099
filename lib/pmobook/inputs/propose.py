"""A first mapping, written by looking at the source: what was guessed, what was seen, and what must be decided."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from pmobook.inputs.amount_words import known_scale
from pmobook.inputs.column_profiles import MOST_ROWS, ColumnProfile
from pmobook.inputs.guessed_columns import Guess, guess_columns
from pmobook.inputs.mapping import NumberRule
from pmobook.inputs.mapping_checks import resolve_choice
from pmobook.method.forms import ColumnSpecification, forms
from pmobook.vocabulary import nearest, slug

__all__ = ["propose_mapping"]

_DATE_FORMATS = ("YYYY-MM-DD",)
_MOST_TEXTS = 60
_HEADER_ROWS = 10


def propose_mapping(source: Path) -> str:
    """Return the text of a first mapping for a source, with comments on what was seen and what must be decided.

    Lines with ``DECIDE`` are guesses without ground in the source. The text loads as a mapping as it is.

    Raises
    ------
    ProblemsFound
        If the source can't be read.
    """
    guess = guess_columns(source)
    body = [*_business_unit_lines(guess), *_quarter_lines(guess), *_common_lines(guess)]
    return "\n".join([*_head_lines(source, guess), *body, *_form_lines(guess)]) + "\n"


def _text(value: str) -> str:
    """Write a text in quotes, so that YAML reads that text from it and nothing else."""
    return "".join(
        character if character.isprintable() else f"\\U{ord(character):08x}"
        for character in json.dumps(value, ensure_ascii=False)
    )


def _shown(value: str) -> str:
    """Write a text for a comment."""
    return _text(value)[1:-1]


def _id(text: str) -> str:
    """Write an id; in quotes where YAML would read a plain one as something else."""
    return _text(text) if text in {"null", "true", "false"} else text


def _seen(profile: ColumnProfile) -> str:
    """Say in a comment what stands in a column."""
    common = ", ".join(f"{_text(text[:40])} ({count})" for text, count in profile.texts.most_common(3))
    blanks = f", {profile.blanks} blank" if profile.blanks else ""
    texts = "1 text" if len(profile.texts) == 1 else f"{len(profile.texts)} different texts"
    return f"# {profile.kind}: {texts}{blanks}; such as {common}"


def _head_lines(source: Path, guess: Guess) -> list[str]:
    lines = [
        f"# A first mapping for {_shown(source.name)}, made by looking at it: {len(guess.table.rows)} rows.",
        "# Lines with DECIDE are guesses; read every line before you import.",
        f"title: {_text(f'Import of {source.name}'[:200])}",
        "",
        f"# Read as {_shown(guess.table.described_as)}.",
    ]
    if len(guess.table.rows) > MOST_ROWS:
        lines.append(f"# Only the first {MOST_ROWS:,} rows were looked at; the import reads them all.")
    if guess.other_sheets:
        lines.append(f"# Other sheets, not read: {', '.join(map(_text, guess.other_sheets))}. DECIDE which sheet to read.")
    sheet = [f"  sheet: {_text(guess.sheet)}"] if guess.sheet is not None and guess.other_sheets else []
    lines += ["source:", *sheet, f"  header_row: {guess.header_row}", ""]
    used = {one.heading for columns in guess.columns.values() for one in columns.values()}
    used |= {one.heading for one in (guess.business_unit, guess.quarter) if one is not None}
    unused = [one for one in guess.profiles if one.heading not in used]
    if unused:
        lines.append("# Columns of the source that nothing is made of:")
        lines += [f"#   {_text(one.heading)}  {_seen(one)}" for one in unused]
        lines.append("")
    return lines


def _business_unit_lines(guess: Guess) -> list[str]:
    profile = guess.business_unit
    if profile is None:
        return ["# DECIDE: no column seems to name a business unit; write the id of the one that this is.",
                "business_unit:", "  constant: business_unit_id", ""]  # fmt: skip
    groups: dict[str, list[str]] = defaultdict(list)
    for text in profile.texts:
        groups[slug(text)].append(text)
    lines = ["# DECIDE: ids, and which texts are one business unit under several names (put them in one list).",
             "business_unit:", f"  column: {_text(profile.heading)}  {_seen(profile)}"]  # fmt: skip
    if len(groups) > _MOST_TEXTS:
        return [*lines, "  # DECIDE: too many texts to list; give each an id under aliases, or choose another column.", ""]
    lines.append("  aliases:")
    lines += [f"    {_id(business_unit)}: [{', '.join(map(_text, texts))}]" for business_unit, texts in groups.items()]
    lines.append("  names:  # for business units that the engagement lacks; used with --add-business-units only")
    lines += [f"    {_id(business_unit)}: {_text(texts[0][:200])}" for business_unit, texts in groups.items()]
    return [*lines, ""]


def _quarter_lines(guess: Guess) -> list[str]:
    profile = guess.quarter
    if profile is None:
        return ["# DECIDE: no column seems to give the quarter; write the one that this is.",
                "quarter:", "  constant: 2026Q3", ""]  # fmt: skip
    lines = ["quarter:", f"  column: {_text(profile.heading)}  {_seen(profile)}"]
    if profile.kind == "date" and profile.date_formats:
        lines.append(f"  date_formats: [{', '.join(map(_text, profile.date_formats))}]")
    return [*lines, ""]


def _common_lines(guess: Guess) -> list[str]:
    """Return the lines on dates, numbers and texts that mean not assessed, in all columns that are used."""
    pairs = [(forms()[name].column(column), one) for name, columns in guess.columns.items() for column, one in columns.items()]
    dated = [one for column, one in pairs if column.type == "date"]
    formats = Counter(one for profile in dated for one in profile.date_formats)
    lines = [f"date_formats: [{', '.join(_text(one) for one, _ in formats.most_common()) or _text(_DATE_FORMATS[0])}]"]
    ambiguous = sum(profile.ambiguous for profile in dated)
    if ambiguous:
        lines.insert(
            0, f"# DECIDE: {ambiguous} dates could be read as day first or as month first; the first format that fits is taken."
        )
    numbers = [one for column, one in pairs if column.type in {"number", "integer"}]
    signs = sorted({sign for profile in numbers for sign in profile.signs})
    marks = Counter(profile.decimal for profile in numbers)
    decimal = max(marks, key=lambda mark: marks[mark]) if marks else "."
    lines += [
        "",
        "# DECIDE: what an amount without a word counts in: one, thousand, million or billion. If left out, it is the",
        "# engagement's own scale.",
        "numbers:",
        f"  currency_signs: [{', '.join(map(_text, signs))}]",
        f"  decimal: {_text(decimal)}",
        f"  thousands: {_text('.' if decimal == ',' else ',')}",
        "  # scale: million",
        *_word_lines(numbers),
        "",
        *_doubtful_lines(numbers),
    ]
    odd = [text for column, one in pairs if column.may_be_not_assessed for text in _odd_texts(column, one)]
    if odd:
        lines.append(
            "# DECIDE: texts where a date, a number or a rating was expected. Here they mean not assessed; the text is kept."
        )
        doubtful = [text for profile in numbers for text in (*profile.doubtful_texts, *sum(profile.words.values(), ()))]
        lines += ["not_assessed:", *_rule_lines(list(dict.fromkeys(odd)), doubtful), ""]
    return lines


def _word_lines(numbers: Sequence[ColumnProfile]) -> list[str]:
    """Return the meaning of words after numbers: guessed where the word is common, else left to be decided."""
    texts: dict[str, list[str]] = defaultdict(list)
    for profile in numbers:
        for word, found in profile.words.items():
            texts[word.casefold()] += found
    words: dict[str, str] = {}
    for word in (word for profile in numbers for word in profile.words):
        words.setdefault(word.casefold(), word)
    if not words:
        return []
    lines = ["  # DECIDE: on the left the word that follows a number, on the right what it stands for.", "  words:"]
    lines += [f"    {word}: {scale}" for word, scale in NumberRule().words.items()]
    for folded, word in list(words.items())[:_MOST_TEXTS]:
        comment = f"# DECIDE: such as {_text(texts[folded][0][:60])}"
        scale = known_scale(word)
        lines.append(
            f"    {_text(word)}: {scale}  {comment}" if scale
            else f"    # {_text(word)}: million  {comment}; without a meaning it is listed as a problem"
        )  # fmt: skip
    return lines


def _doubtful_lines(numbers: Sequence[ColumnProfile]) -> list[str]:
    """Name texts that may hold an amount and that nothing here gives a meaning to."""
    texts = list(dict.fromkeys(text for profile in numbers for text in profile.doubtful_texts))
    if not texts:
        return []
    lines = ["# DECIDE: these texts may hold an amount, so the import lists them as problems until you say what they mean",
             "# (a column's values, not_assessed or blank), or correct the source:"]  # fmt: skip
    return [*lines, *(f"#   {_text(text[:60])}" for text in texts[:_MOST_TEXTS]), ""]


def _odd_texts(column: ColumnSpecification, profile: ColumnProfile) -> list[str]:
    if column.type == "choice":
        return [text for text in profile.texts if _choice(column, text) is None]
    return list(profile.odd_texts)


def _choice(column: ColumnSpecification, text: str) -> str | None:
    """Return the choice that a text seems to mean: by name, alias, or but for signs and spaces."""
    joined = re.sub(r"\s*[-/]\s*", "/", text)
    return resolve_choice(column, text) or resolve_choice(column, joined) or resolve_choice(column, re.sub(r"[^\w]+", " ", text))


def _rule_lines(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """Return rules for texts, those that begin with the same word in one rule unless one of the others does too."""
    starts: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        starts[text.split()[0]].append(text)
    lines: list[str] = []
    for start, alike in starts.items():
        is_shared = any(other.casefold().startswith(start.casefold()) for other in others)
        if len(alike) > 2 and start[0].isalpha() and not is_shared:
            lines.append(f"  - begins: {_text(start)}  # {len(alike)} texts, such as {_text(alike[0][:60])}")
        else:
            lines += [f"  - text: {_text(text)}" for text in alike]
    return lines[:_MOST_TEXTS]


def _form_lines(guess: Guess) -> list[str]:
    lines = ["forms:"]
    title = guess.columns.get("projects", {}).get("title")
    names = sorted((one for one in guess.profiles if one.kind in {"text", "choice"}), key=lambda one: -len(one.texts))
    named = title or (names[0] if names else guess.profiles[0])
    for name, columns in guess.columns.items():
        form = forms()[name]
        lines += [f"  {name}:  # {form.title}", "    columns:"]
        for column in form.columns:
            if column.name in columns:
                lines += _column_lines(column, columns[column.name])
            elif column.required or column.name in form.key:
                lines += _missing_lines(column, guess, named)
            else:
                lines.append(f"      # {column.name}: nothing in the source seems to be it")
        lines.append("")
    return lines[:-1]


def _column_lines(column: ColumnSpecification, profile: ColumnProfile) -> list[str]:
    comment = _seen(profile)
    blank = []
    if column.required and profile.blanks:
        blank = [f"        when_blank: {_fallback(column)}  # DECIDE: {profile.blanks} cells are blank"]
    if column.type == "choice":
        values = [
            f"          {_text(text)}: {_text(_choice(column, text) or _nearest_choice(column, text))}"
            + ("" if _choice(column, text) else "  # DECIDE")
            for text in _first_of_each(profile.texts)
            if _choice(column, text) or not column.may_be_not_assessed
        ][:_MOST_TEXTS]
        if values:
            return [
                f"      {column.name}:",
                f"        column: {_text(profile.heading)}  {comment}",
                "        values:",
                *values,
                *blank,
            ]
    if blank:
        return [f"      {column.name}:", f"        column: {_text(profile.heading)}  {comment}", *blank]
    return [f"      {column.name}: {_text(profile.heading)}  {comment}"]


def _first_of_each(texts: Iterable[str]) -> list[str]:
    """Return texts that differ in more than letter case."""
    return list({text.casefold(): text for text in reversed(list(texts))}.values())[::-1]


def _nearest_choice(column: ColumnSpecification, text: str) -> str:
    choices = list(column.choices or ())
    return nearest(text, choices) or choices[0]


def _fallback(column: ColumnSpecification) -> str:
    """Return a value that a form's column may hold, for want of any."""
    if column.may_be_not_assessed:
        return _text("not assessed: not in the source")
    if column.type == "choice":
        return _text("executing" if "executing" in (column.choices or {}) else next(iter(column.choices or {})))
    return {"number": '"0"', "integer": '"0"', "date": '"2026-07-01"', "period": '"2026Q3"'}.get(column.type, '"DECIDE"')


def _missing_lines(column: ColumnSpecification, guess: Guess, named: ColumnProfile) -> list[str]:
    """Return the lines for a column that the form requires and nothing in the source seems to be."""
    if column.type == "id":
        return [f"      {column.name}: {{id_from: {_text(named.heading)}}}  # DECIDE: nothing seems to be an id, so it is made"]
    if column.type == "text":
        return [f"      {column.name}: {_text(named.heading)}  # DECIDE"]
    if column.type == "period" and guess.quarter is not None and guess.quarter.kind == "date":
        formats = ", ".join(map(_text, guess.quarter.date_formats or _DATE_FORMATS))
        return [
            f"      {column.name}:  # DECIDE: month, quarter or financial_year",
            f"        column: {_text(guess.quarter.heading)}",
            f"        date_formats: [{formats}]",
            "        period: quarter",
        ]
    return [f"      {column.name}: {{constant: {_fallback(column)}}}  # DECIDE: nothing in the source seems to be it"]
