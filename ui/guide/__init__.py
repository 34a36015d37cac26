"""Guidance: the first page, the keyboard sheet, help on a field, and the examples."""
