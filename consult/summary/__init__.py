"""Summaries: the consultation as neutral blocks, and their renderers."""
