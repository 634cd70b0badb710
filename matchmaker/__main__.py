"""``python -m matchmaker`` is the same as ``matchmaker``."""

import sys

from matchmaker.cli.main import main

sys.exit(main())
