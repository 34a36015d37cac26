"""A second, independent reading of the scores: plain functions for known inputs, brute force for gaps."""
