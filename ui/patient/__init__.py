"""What doctor and patient look at together: the patient view over the whole window, and the blank screen."""
