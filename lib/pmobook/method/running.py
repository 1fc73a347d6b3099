"""How long and how large a notebook may get when it is run, as data; none of it changes a result."""

from __future__ import annotations

from pydantic import model_validator

from pmobook.method.in_language import in_each_language
from pmobook.method.places import method_folder
from pmobook.method.thresholds import Threshold
from pmobook.method.yaml_text import Definition, load_model

__all__ = ["RunningMethod", "running_method"]

_AT_LEAST_ONE = (
    "seconds_to_start", "seconds_for_cell", "seconds_for_notebook", "memory_for_notebook", "notebooks_for_worker", "logs_kept",
    "seconds_for_storage", "seconds_of_lease",
)  # fmt: skip


class RunningMethod(Definition):
    """A dated version of the limits."""

    title: str
    version: str
    dated: str
    source: str
    seconds_to_start: Threshold
    seconds_for_cell: Threshold
    seconds_for_notebook: Threshold
    retries: Threshold
    memory_for_notebook: Threshold
    memory_kept_free: Threshold
    notebooks_for_worker: Threshold
    logs_kept: Threshold
    storage_retries: Threshold
    seconds_for_storage: Threshold
    seconds_of_lease: Threshold

    @model_validator(mode="after")
    def _leave_room(self) -> RunningMethod:
        for name in _AT_LEAST_ONE:
            if getattr(self, name).value < 1:
                message = f"{name} of 1 or more"
                raise ValueError(message)
        return self


@in_each_language
def running_method() -> RunningMethod:
    """Return the limits.

    Raises
    ------
    ProblemsFound
        If ``params/method/running.yaml`` does not hold together.
    """
    return load_model(RunningMethod, method_folder() / "running.yaml", "params/method/running.yaml")
