"""Write version: `python -m tests.db.records.write_version` writes the file by which later versions test this one.

It is run once for each new step of the migrations; the files of older steps are never written again.
"""

from __future__ import annotations

from pathlib import Path

from consult.records import Draft
from db.records.migrations import migrations
from tests.db.records.making import keep, paper_of, set_up

FILES = Path(__file__).with_name("files")


def main() -> None:
    """Write the folder of the newest step."""
    folder = FILES / migrations()._migrations[-1].name
    store = set_up(folder)
    first = keep(store)
    keep(store, consultation=first.consultation, number=1, reason="a slip")
    store.queue(paper_of(first))
    store.keep_draft(Draft(case=b"{}", field="inr"))
    store.close()
    (folder / "records.lock").unlink()


if __name__ == "__main__":
    main()
