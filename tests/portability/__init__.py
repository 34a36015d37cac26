"""The program on machines that are set up otherwise: each test runs on a bare Debian."""
