"""Who may see what: the people and groups of an engagement, and the business units that each may see or work on."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from pydantic import Field, field_validator, model_validator

from pmobook.errors import PmobookError, Problem, ProblemsFound
from pmobook.inputs.access_proxy import Proxy
from pmobook.method.yaml_text import Definition, load_model
from pmobook.vocabulary import nearest, quoted

__all__ = [
    "ACCESS_FILE",
    "Access",
    "Grant",
    "Person",
    "Rights",
    "Work",
    "full_rights",
    "may_do",
    "person_key",
    "read_access",
    "rights_of",
]

ACCESS_FILE = "access.yaml"
"""Stands in the engagement's folder, apart from ``engagement.yaml``, so that others than consultants can keep it."""

Work: TypeAlias = Literal["edit", "run", "what_if"]


def person_key(name: str) -> str:
    """Return what makes two spellings of a person's name the same: a deactivated person stays so in capitals too.

    Examples
    --------
    >>> person_key(" Ada@Example.org ")
    'ada@example.org'
    """
    folded = unicodedata.normalize("NFKC", str(name)).casefold()
    return unicodedata.normalize("NFKC", folded).casefold().strip()


class Grant(Definition):
    """What a group, or a person, may see and do."""

    business_units: Literal["all"] | tuple[str, ...] = ()
    """``all``, or the ids of those whose figures may be seen."""
    enterprise: bool = False
    """Whether the enterprise scorecard may be seen; it shows every business unit, so it goes with ``all`` only."""
    may: tuple[Work, ...] = Field(default=(), strict=False)
    """What else may be done with those business units: edit their packs, run their notebooks, try what-ifs."""

    @field_validator("business_units", mode="before")
    @classmethod
    def _are_all_or_ids(cls, value: object) -> object:
        if value == "all":
            return value
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            message = "the word all, or a list of business units' ids such as [retail, wealth]"
            raise ValueError(message)
        return tuple(value)

    @model_validator(mode="after")
    def _sees_all_that_it_shows(self) -> Grant:
        if self.enterprise and self.business_units != "all":
            message = "business_units: all beside enterprise: true, because the enterprise scorecard shows every business unit"
            raise ValueError(message)
        return self


class Person(Grant):
    """A person: what the groups grant, and what is granted beside."""

    groups: tuple[str, ...] = Field(default=(), strict=False)
    active: bool = True
    """Whether anything is granted at all; false shuts somebody out whatever groups a proxy or hub names."""


class Access(Definition):
    """``access.yaml``: once it is there, nobody sees anything that it does not grant."""

    sign_in: Literal["password", "proxy", "jupyterhub"]
    """How people prove who they are: a password of ours, a reverse proxy's word, or a JupyterHub's."""
    hosts: tuple[str, ...] = Field(default=(), strict=False)
    """Names under which browsers reach the server, besides this machine's own; requests for any other are refused."""
    https: bool = False
    """Whether browsers reach it encrypted; cookies are then sent in no other way."""
    hours: float = Field(default=12, gt=0, le=168, strict=False, allow_inf_nan=False)
    """After so many hours people sign in anew."""
    failed_tries: int = Field(default=3, ge=1, le=20)
    """After so many wrong passwords in a row, a person has to wait."""
    wait_seconds: int = Field(default=60, ge=1, le=86_400)
    """So long; twice as long after each further wrong one, up to an hour."""
    proxy: Proxy | None = None
    groups: dict[str, Grant] = Field(default_factory=dict)
    people: dict[str, Person] = Field(default_factory=dict)

    @field_validator("hosts")
    @classmethod
    def _are_host_names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for name in value:
            if not name or any(mark in name for mark in "/:*@ ") or name != name.lower():
                message = f"names of hosts alone, in lower-case letters, such as pmo.example.org; found {quoted(name)}"
                raise ValueError(message)
        return value

    @model_validator(mode="after")
    def _says_which_proxy(self) -> Access:
        if (self.sign_in == "proxy") != (self.proxy is not None):
            message = "the key proxy with sign_in: proxy, and with no other"
            raise ValueError(message)
        return self

    def person(self, name: str) -> Person | None:
        """Return a person of the file, however the name is written; None if there is none."""
        return {person_key(known): person for known, person in self.people.items()}.get(person_key(name))


@dataclass(frozen=True)
class Rights:
    """What one person may see and do in one engagement.

    Attributes
    ----------
    person
        As signed in; empty where nobody needs to sign in.
    business_units
        Ids of those whose figures may be seen, in the engagement's order.
    enterprise
        Whether the enterprise scorecard may be seen.
    work
        What may be done with which business unit.
    """

    person: str
    business_units: tuple[str, ...]
    enterprise: bool
    work: frozenset[tuple[Work, str]]

    def may(self, work: Work, business_unit: str) -> bool:
        """Say whether something may be done with a business unit."""
        return (work, business_unit) in self.work

    def may_see(self, business_unit: str) -> bool:
        """Say whether a business unit's figures may be seen."""
        return business_unit in self.business_units


def full_rights(business_units: Iterable[str]) -> Rights:
    """Return the rights of whoever sits at a machine that is open to nobody else."""
    units = tuple(business_units)
    works: tuple[Work, ...] = ("edit", "run", "what_if")
    return Rights("", units, enterprise=True, work=frozenset((work, unit) for work in works for unit in units))


def rights_of(access: Access, person: str, groups: Collection[str], business_units: Iterable[str]) -> Rights:
    """Return what a person may see and do: all that is granted to the person and to each group, and nothing else.

    Parameters
    ----------
    access
        The engagement's.
    person
        Whom a password, proxy or hub vouches for. Somebody whom the file does not name has what the groups have.
    groups
        Groups that the proxy or hub names; one that the file does not name grants nothing.
    business_units
        Ids of the engagement's business units, which ``all`` stands for.
    """
    units = tuple(business_units)
    known = access.person(person)
    if not person_key(person) or (known is not None and not known.active):
        return Rights(person, (), enterprise=False, work=frozenset())
    named = {*groups, *(known.groups if known else ())}
    grants: list[Grant] = [access.groups[name] for name in sorted(named & access.groups.keys())]
    grants += [known] if known else []
    seen: set[str] = set()
    work: set[tuple[Work, str]] = set()
    for grant in grants:
        of_grant = units if grant.business_units == "all" else grant.business_units
        seen.update(of_grant)
        work.update((one, unit) for one in grant.may for unit in of_grant)
    visible = tuple(unit for unit in units if unit in seen)
    return Rights(
        person,
        visible,
        enterprise=any(grant.enterprise for grant in grants),
        work=frozenset((one, unit) for one, unit in work if unit in visible),
    )


def read_access(folder: Path, business_units: Collection[str]) -> Access | None:
    """Return who may see what in an engagement; None if it has no ``access.yaml``.

    Parameters
    ----------
    folder
        The engagement's.
    business_units
        Ids of its business units.

    Raises
    ------
    ProblemsFound
        With every business unit and group that is named and does not exist, and every person named twice.
    """
    path = folder / ACCESS_FILE
    for other in (folder / "access.yml", folder / "Access.yaml"):
        if other.exists() and not path.exists():
            raise ProblemsFound([Problem(other.name, "this name", ACCESS_FILE, f"Rename it to {ACCESS_FILE}.")])
    if not path.exists() and not path.is_symlink():
        return None
    access = load_model(Access, path, ACCESS_FILE)
    problems = [*_unknown_business_units(access, business_units), *_unknown_groups(access), *_people_twice(access.people)]
    if problems:
        raise ProblemsFound(problems)
    return access


def may_do(
    folder: Path, business_units: Collection[str], person: str, what: str, business_unit: str, groups: Collection[str] = ()
) -> bool:
    """Say whether a person may see a business unit or work on it, as another program asks.

    Parameters
    ----------
    folder, business_units
        The engagement's folder and the ids of its business units.
    person, groups
        Whom that program vouches for.
    what
        ``see``, ``edit``, ``run`` or ``what_if``.
    business_unit
        The one it is about.

    Raises
    ------
    PmobookError
        If the engagement has no ``access.yaml``, or there is nothing of that name to do.
    """
    access = read_access(folder, business_units)
    if access is None:
        message = f"{folder} has no {ACCESS_FILE}, which would say who may do what."
        raise PmobookError(message)
    rights = rights_of(access, person, groups, business_units)
    if what == "see":
        return rights.may_see(business_unit)
    works = get_args(Work)
    if what not in works:
        message = f"{quoted(what)} is nothing that a person may do. Ask for see, {', '.join(works)}."
        raise PmobookError(message)
    return any(one == what and unit == business_unit for one, unit in rights.work)


def _unknown_business_units(access: Access, known: Collection[str]) -> Iterator[Problem]:
    grants: list[tuple[str, Grant]] = [(f"groups > {name}", grant) for name, grant in access.groups.items()]
    grants += [(f"people > {name}", person) for name, person in access.people.items()]
    for where, grant in grants:
        for unit in () if grant.business_units == "all" else grant.business_units:
            if unit not in known:
                guess = nearest(unit, known)
                remedy = f"Did you mean {guess}?" if guess else f"Use {', '.join(known)}, or all."
                yield Problem(
                    f"{ACCESS_FILE}, {where} > business_units",
                    quoted(unit),
                    "the id of a business unit of the engagement",
                    remedy,
                )


def _unknown_groups(access: Access) -> Iterator[Problem]:
    for name, person in access.people.items():
        for group in person.groups:
            if group not in access.groups:
                guess = nearest(group, access.groups)
                remedy = f"Did you mean {guess}?" if guess else "Add it under groups, or remove it here."
                yield Problem(f"{ACCESS_FILE}, people > {name} > groups", quoted(group), "a group of this file", remedy)


def _people_twice(people: Mapping[str, Person]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for name in people:
        key = person_key(name)
        if not key:
            yield Problem(f"{ACCESS_FILE}, people", "an empty name", "how the person signs in", "Write the name.")
        elif key in first:
            yield Problem(
                f"{ACCESS_FILE}, people > {name}", f"the same person as {quoted(first[key])}", "each person once",
                "Put what is granted into one entry.",
            )  # fmt: skip
        first.setdefault(key, name)
