"""`python -m tests.hazards`."""

import sys

from tests.hazards.log import main

sys.exit(main())
