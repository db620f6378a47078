"""From a file to documents, sections and statuses in the archive and the indexes."""
