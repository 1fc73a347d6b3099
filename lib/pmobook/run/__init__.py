"""Plans and executes the notebooks for every business unit."""

from pmobook.lean_imports import skip_slow_format_checks

skip_slow_format_checks()  # every process that imports a module of this room goes on to import nbformat
