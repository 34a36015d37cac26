"""The hazard log is part of the program: every control names the test that verifies it."""
