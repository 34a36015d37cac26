"""Figures: numbers as neutral drawings, the same on screen and on paper."""
