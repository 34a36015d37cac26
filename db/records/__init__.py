"""Records: the encrypted store of kept consultations; `folder.RecordsFolder` is the way in."""
