"""The reference explains every column of every form."""

from __future__ import annotations

from pmobook.inputs.reference import forms_reference
from pmobook.method.forms import forms


def test_every_form_has_a_section_and_every_column_a_line():
    text = forms_reference()
    for form in forms().values():
        section = text.split(f"\n## {form.name}\n")[1].split("\n## ")[0]
        assert form.purpose in section
        for column in form.columns:
            assert f"| `{column.name}` | {'every row' if column.required else 'if known'} |" in section
            assert column.description in section


def test_other_spellings_stand_beside_the_value_they_mean():
    assert (
        "- `amber/red`: Success is in doubt; urgent action is needed. Also written `A/R`, `AR`, `red/amber`." in forms_reference()
    )
