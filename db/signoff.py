"""`python -m db.signoff RECORD ...`: the lines a reviewer adds to signoff.toml, with the hash of what is signed."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from consult import signoff
from consult.hcc.declared import DECLARED
from db.catalog_source import read_catalog
from resources import path


def main(arguments: list[str] | None = None) -> int:
    """Print the lines for the records that were named."""
    parser = argparse.ArgumentParser(prog="python -m db.signoff", description=__doc__)
    parser.add_argument("records", nargs="+", metavar="RECORD", help="such as rule.resection.child-pugh-c")
    parser.add_argument("--sources", type=Path, default=path("catalog"))
    options = parser.parse_args(arguments)
    catalog, _edition, problems = read_catalog(options.sources, DECLARED)
    for problem in problems:
        print(problem, file=sys.stderr)
    unknown = [record for record in options.records if record not in signoff.records(catalog)]
    for record in unknown:
        print(f"no record is called {record!r}", file=sys.stderr)
    if problems or unknown:
        return 1
    for record in options.records:
        print(f'[[signoff]]\nid = "{record}"\n\n[[signoff.reviewer]]\nname = ""\ndate = ""')
        print(f'sha256 = "{signoff.digest(catalog, record)}"\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
