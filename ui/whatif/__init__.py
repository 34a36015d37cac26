"""What-if: the band over a hypothetical copy of the case, and the mark on every paper made of it."""
