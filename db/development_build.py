"""Marks a build that takes catalogues signed with the development key; release bundles leave this module out."""
