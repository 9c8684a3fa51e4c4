"""`python -m aws_lambda_powertools.local` is the command `powertools`."""

from __future__ import annotations

import sys

from aws_lambda_powertools.local.cli import main

if __name__ == "__main__":
    sys.exit(main())
