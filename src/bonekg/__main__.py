"""`python -m bonekg` is `bonekg`."""

import sys

from bonekg.cli import main

sys.exit(main())
