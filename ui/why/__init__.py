"""Why: what holds an option back, what could change, and trying it."""
