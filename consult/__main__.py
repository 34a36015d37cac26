"""`python -m consult` is the command line."""

from consult.cli import main

main()
