"""Started in the environment of the judges: `python bag.py BAG [PROFILE]` prints what bagit-python finds; exit code 1."""

import json
import sys
from pathlib import Path

import bagit

try:
    bag = bagit.Bag(sys.argv[1])
    bag.validate(processes=1)
except bagit.BagError as fault:
    sys.exit(str(fault))
if len(sys.argv) > 2:
    import bagit_profile

    said = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    profile = bagit_profile.Profile(said["BagIt-Profile-Info"]["BagIt-Profile-Identifier"], profile=said)  # not fetched
    if not profile.validate(bag):
        sys.exit(str(profile.report))
