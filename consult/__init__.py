"""The domain of Consult: patients, facts, rules and comparisons; no window, no storage."""

__version__ = "0.1.0"
