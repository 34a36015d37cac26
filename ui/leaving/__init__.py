"""What leaves the records: patients that are erased, what is due to be, and what is exported."""
