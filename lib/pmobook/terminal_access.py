"""Who may see what, on a terminal."""

from __future__ import annotations

from collections.abc import Collection

from rich.table import Table
from rich.text import Text

from pmobook.inputs.access import Access, Rights, rights_of

__all__ = ["access_table"]


def access_table(access: Access, business_units: Collection[str]) -> Table:
    """Return what each person may see and do, the person's groups included, then what each group grants by itself.

    Parameters
    ----------
    access
        The engagement's.
    business_units
        Ids of its business units.
    """
    table = Table(title=Text(f"Signed in by {access.sign_in}"), title_justify="left")
    for heading in ("Who", "Sees", "Enterprise", "May"):
        table.add_column(heading)
    for name, person in access.people.items():
        left = "" if person.active else " (not active)"
        table.add_row(Text(f"{name}{left}"), *_cells(rights_of(access, name, (), business_units), business_units))
    for name in access.groups:
        table.add_row(Text(f"group {name}"), *_cells(rights_of(access, "anybody else", (name,), business_units), business_units))
    return table


def _cells(rights: Rights, business_units: Collection[str]) -> tuple[Text, Text, Text]:
    whole = len(rights.business_units) == len(business_units)
    work: dict[str, list[str]] = {}
    for what, unit in sorted(rights.work):
        work.setdefault(what, []).append(unit)
    allowed = [f"{what}: {'all' if len(units) == len(business_units) else ', '.join(units)}" for what, units in work.items()]
    seen = "all" if whole else ", ".join(rights.business_units) or "nothing"
    return Text(seen), Text("yes" if rights.enterprise else "no"), Text("; ".join(allowed) or "nothing more")
