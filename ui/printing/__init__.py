"""Printing: what the paper will look like, and the ways out of the program: printer and file."""
