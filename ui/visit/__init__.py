"""What goes on from one visit of a patient to the next."""
