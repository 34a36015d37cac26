"""Rekeying child: lets somebody in and out again, so that the file is encrypted anew, until it is killed.

`python -m tests.db.records.rekeying_child FOLDER BACKUPS`; between two rounds it backs up and erases as well.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from consult.records import Identity, Person
from tests.db.records.making import DOCTOR, PASSWORD, keep, records_in


def main() -> None:
    """Go on for ever."""
    store = records_in(Path(sys.argv[1])).unlock(DOCTOR.name, PASSWORD)
    print("unlocked", flush=True)
    for number in count():
        name = f"guest {number}"
        if any(person.name == name for person in store.people()):
            store.remove_person(name)
        store.add_person(Person(name=name, role="auditor"), PASSWORD)
        store.remove_person(name)
        gone = keep(store, Identity(code="GONE"))
        store.erase(gone.patient, "a guest")
        print("round", number, flush=True)
        if number % 2:
            store.back_up(Path(sys.argv[2]))


if __name__ == "__main__":
    main()
