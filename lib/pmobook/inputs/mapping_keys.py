"""The table of every key of a mapping, for the documentation, from the sentences in the models."""

from __future__ import annotations

from pydantic.fields import FieldInfo

from pmobook.inputs.mapping import (
    BusinessUnitRule,
    ColumnRule,
    FormRule,
    LeaveOutRule,
    Mapping,
    NumberRule,
    QuarterRule,
    SourceRule,
)
from pmobook.inputs.text_rules import MappingPart, TextRule, squeezed

__all__ = ["describe_keys"]

_PARTS: dict[str, type[MappingPart]] = {
    "The file": Mapping, "source": SourceRule, "business_unit": BusinessUnitRule, "quarter": QuarterRule,
    "numbers": NumberRule, "forms > a form": FormRule, "columns > a column": ColumnRule,
    "leave_out, one rule": LeaveOutRule, "not_assessed, blank, when: one rule": TextRule,
}  # fmt: skip


def describe_keys() -> str:
    """Return the table of every key of a mapping, in Markdown, for the documentation."""
    lines: list[str] = []
    for title, part in _PARTS.items():
        lines += [
            f"### {title}",
            "",
            " ".join(str(part.__doc__).split()),
            "",
            "| key | needed | meaning |",
            "| --- | --- | --- |",
        ]
        lines += [_key_line(name, field) for name, field in part.model_fields.items()]
        lines.append("")
    return "\n".join(lines)


def _key_line(name: str, field: FieldInfo) -> str:
    meaning = squeezed(str(field.description)).replace("|", "\\|")
    return f"| `{name}` | {'yes' if field.is_required() else ''} | {meaning} |"
