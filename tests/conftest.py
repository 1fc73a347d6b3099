"""What holds for every test."""

import os

from hypothesis import settings

# The machine that runs the tests may be busy: a slow example is no failure.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# The tests leave no process behind: the fork server of warm kernels ends soon after the last of them.
os.environ.setdefault("PMOBOOK_WARM_KERNELS_IDLE", "5")
