"""Figures: what is drawn for doctor and patient, as shapes that the screen and the paper paint alike."""
