"""What the fork server imports leaves it able to fork, and holds nothing that a kernel must read anew."""

import json
import os
import subprocess
import sys

from pmobook.kernels.sameness import server_environment
from pmobook.method.places import method_folder

SCRIPT = """\
import json, sys
read = []
sys.addaudithook(lambda event, given: read.append(str(given[0])) if event == "open" else None)
from pmobook.kernels.preload import preload, threads
preload()
print(json.dumps({"threads": threads(), "read": read, "modules": [name for name, one in sys.modules.items() if one]}))
"""


def test_it_has_one_thread_knows_no_method_and_has_not_paid_for_slow_checks():
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=server_environment(os.environ),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    found = json.loads(told.stdout)
    assert found["threads"] == []
    assert not [path for path in found["read"] if path.startswith(str(method_folder()))]
    assert {"pandas", "ipykernel.kernelapp", "pmobook.assess.portfolio", "pmobook.show.summary"} <= set(found["modules"])
    assert not {"rfc3987_syntax", "matplotlib", "papermill", "voila"} & set(found["modules"])
