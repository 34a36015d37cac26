"""Saving child: keeps consultations and drafts until it is killed, and says of each that it is on the disk.

`python -m tests.db.records.saving_child FOLDER`; every line on standard output is an acknowledgement.
"""

from __future__ import annotations

import sys
from pathlib import Path

from consult.records import Draft, Identity
from tests.db.records.making import DOCTOR, PASSWORD, keep, records_in


def main() -> None:
    """Go on for ever."""
    store = records_in(Path(sys.argv[1])).unlock(DOCTOR.name, PASSWORD)
    print("unlocked", flush=True)
    number = 0
    while True:
        number += 1
        store.keep_draft(Draft(case=b"%d" % number, field="inr"))
        print("draft", number, flush=True)
        kept = keep(store, Identity(code=f"A-{number}"), case=b"%d" % number * 500)
        print("saved", kept.consultation, 1, number, flush=True)
        if number % 3 == 0:
            kept = keep(
                store,
                kept.identity,
                b"%d" % number * 300,
                consultation=kept.consultation,
                number=1,
                reason="x",
            )
            print("saved", kept.consultation, 2, number, flush=True)


if __name__ == "__main__":
    main()
