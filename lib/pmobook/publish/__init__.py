"""What leadership sees: the scorecards and their server."""

from pmobook.lean_imports import skip_slow_format_checks

skip_slow_format_checks()  # here, because every module below imports what would pay for it
