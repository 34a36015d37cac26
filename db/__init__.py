"""Storage: the bundled catalogue, and later the records; speaks the domain's types, knows no window."""
