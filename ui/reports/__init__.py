"""Reports: what the clinic's own kept consultations say together."""
