"""Hepatocellular carcinoma: its fields, scores, stages and criteria."""
