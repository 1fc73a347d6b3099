"""What the fork server imports leaves it able to fork, and holds nothing that a kernel must read anew."""

import json
import os
import subprocess
import sys

from pmobook.kernels.sameness import server_environment
from pmobook.method.places import method_folder

SCRIPT = """\
import json, sys
from pmobook.kernels.preload import preload, threads
preload()
modules = {name: one for name, one in sys.modules.items() if one}
ours = {name: vars(one) for name, one in modules.items() if name.startswith("pmobook.")}
readers = {f"{name}.{word}": value for name, values in ours.items() for word, value in values.items()}
sizes = {name: reader.cache_info().currsize for name, reader in readers.items() if hasattr(reader, "cache_info")}
print(json.dumps({"threads": threads(), "remembered": sizes, "modules": list(modules)}))
"""

PARSES = {"pmobook.method.yaml_text._parsed"}
"""What a text says, by the text itself: it holds in whatever file a kernel finds that text."""


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
    remembered = {name for name, count in found["remembered"].items() if count}
    assert "pmobook.method.thresholds.thresholds" in set(found["remembered"]) - remembered
    assert not {name for name in remembered if name.startswith("pmobook.method")} - PARSES
    assert found["remembered"]["pmobook.method.yaml_text._parsed"] == len(list(method_folder().rglob("*.yaml")))
    assert {"pandas", "ipykernel.kernelapp", "pmobook.assess.portfolio", "pmobook.show.summary"} <= set(found["modules"])
    assert not {"rfc3987_syntax", "matplotlib", "papermill", "voila"} & set(found["modules"])
