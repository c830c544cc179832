"""Reading: bytes of a source to one release with its canonical text. Knows nothing of spaCy and of facts but dates."""
