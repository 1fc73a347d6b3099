"""The reference of the forms: every column with its meaning, as a page of the documentation."""

from __future__ import annotations

from pmobook.inputs.column_words import allowed_words, kind_words, unit_of_measure_words
from pmobook.method.forms import ColumnSpecification, FormSpecification, forms

__all__ = ["forms_reference"]

_INTRODUCTION = """\
# The forms of an input pack

<!-- Made from params/method/forms by `make docs`; change it there. -->

A business unit hands in one input pack a quarter: a workbook `pack.xlsx` with one sheet a form, or a folder with one CSV
file a form (`risks.csv`). Both are put into `inputs/<business unit>/<quarter>/` of the engagement. A pack may leave forms
out; what depends on a missing form is reported as *not assessed*. `engagement.yaml` can list forms that every pack must
hold; such a sheet may stay empty below its headings.

`pmobook forms ENGAGEMENT` makes blank packs, `pmobook check ENGAGEMENT` lists everything that is wrong with those handed in.

## How to write it

| what | how |
| --- | --- |
| headings | the first row; letter case, spaces for underscores and a star after the name don't matter |
| nothing known | leave the cell empty if the column is not needed in every row |
| not assessed | `not assessed`, or `not assessed: figures due in October`; never zero, which is a value |
| number | `1234.5`: a decimal point, no thousands signs, no currency; 40 % is `0.4` |
| date | a date in Excel, or `2026-07-31` |
| period | a month `2026-07`, a quarter `2026Q3` or a financial year `FY2026/27` (from April) |
| id | a code of your own, the same wherever it is named, letter case included; no semicolon |
| several ids | `E12;E15` |
| one of a list | letter case, hyphens and underscores don't matter, and the other spellings given below mean the same |
| formula | its saved value counts; an error such as `#REF!` is a problem, and so is a formula that was never calculated |

CSV files are in UTF-8, with commas, semicolons or tabs between the cells. A workbook has no password, no hidden sheets and no
merged cells in its forms; the sheets *Read me*, *Columns*, *Lists*, *Model* and *Catalogue* of a blank pack are passed over. Its
sheet *practices* has a row for each practice of the maturity model: one to which nothing was added is not assessed. Its sheet
*measures* can come with measures from the [catalogue](measures.md): one counts once it has an owner, a target or values.

Beside the pack may stand a `handover.yaml` that says when and from whom it came:

```yaml
received_on: 2026-10-12
received_from: Head of Retail PMO
note: Risks of the new warehouse follow next quarter.
```
"""


def forms_reference() -> str:
    """Return the reference of all forms in Markdown."""
    known = forms()
    contents = "\n".join(
        f"| [{form.name}](#{form.name}) | {form.row} | {', '.join(f'`{name}`' for name in form.key)} |" for form in known.values()
    )
    parts = [_INTRODUCTION, f"## The forms\n\n| form | one row is | stands once for each |\n| --- | --- | --- |\n{contents}\n"]
    parts += [_section(form) for form in known.values()]
    return "\n".join(parts)


def _section(form: FormSpecification) -> str:
    lines = [
        f"## {form.name}",
        "",
        f"**{form.title}.** One row is {form.row}. {form.purpose}",
        "",
        "| column | needed | kind | may hold | meaning | example |",
        "| --- | --- | --- | --- | --- | --- |",
        *(_line(column) for column in form.columns),
        "",
    ]
    for column in form.columns:
        if column.choices:
            lines += _choices(column)
    return "\n".join(lines)


def _line(column: ColumnSpecification) -> str:
    counts = unit_of_measure_words(column)
    kind = f"{kind_words(column)} ({counts})" if counts else kind_words(column)
    needed = "every row" if column.required else "if known"
    allowed = "see below" if column.choices and not column.may_be_not_assessed else allowed_words(column)
    if column.choices and column.may_be_not_assessed:
        allowed = "see below; or not assessed"
    cells = [f"`{column.name}`", needed, kind, allowed, column.description, f"`{column.example}`"]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _choices(column: ColumnSpecification) -> list[str]:
    lines = [f"Values of `{column.name}`:", ""]
    for choice, meaning in (column.choices or {}).items():
        spellings = [f"`{alias}`" for alias, meant in (column.aliases or {}).items() if meant == choice]
        also = f" Also written {', '.join(spellings)}." if spellings else ""
        lines.append(f"- `{choice}`: {meaning}{also}")
    return [*lines, ""]
