"""Keep one slow import out of our processes.

``nbformat`` validates with ``jsonschema``, which imports ``rfc3987_syntax`` for its optional ``iri`` format if that
package is installed. It compiles its grammars at import, which takes two to three seconds of every process that runs or
serves a notebook. No notebook schema uses that format, and ``jsonschema`` does without the package when it is missing.
"""

from __future__ import annotations

import sys

__all__ = ["skip_slow_format_checks"]


def skip_slow_format_checks() -> None:
    """Make ``jsonschema`` do without ``rfc3987_syntax``; call it before anything imports ``nbformat``.

    Once the package has been imported, its cost is paid and this does nothing.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
