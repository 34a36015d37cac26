"""Tests of the records: what the encrypted store promises to keep, to refuse and to find."""
