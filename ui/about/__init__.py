"""The page about the program: what it is, what it is made of, and under which licences."""
