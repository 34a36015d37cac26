"""Bench: the budgets measured beside their yardsticks in one run (`python -m bench`), and a soak (`bench.soak`)."""
