"""Soak: what holds of the records under kills, power cuts and failing disks; `python -m tests.soak` runs it whole."""
