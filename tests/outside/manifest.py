"""Started in the environment of the judges: `python manifest.py FILE` prints what iiif-prezi3 finds; exit code 1."""

import json
import sys
from pathlib import Path

from iiif_prezi3 import Manifest
from pydantic import ValidationError

try:
    Manifest.model_validate(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
except ValidationError as fault:
    sys.exit(str(fault))
