"""The right side of the window: stage strip, option list and comparison."""
