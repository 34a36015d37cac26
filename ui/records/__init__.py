"""The records in the window: keep, unlock, lock, find, amend; loaded when first asked for."""
