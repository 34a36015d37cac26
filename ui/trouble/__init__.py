"""Trouble: what goes wrong in the program or on its computer, told in the window and put into a report."""
