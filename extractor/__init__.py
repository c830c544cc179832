"""extractor: press releases in, records out."""

__version__ = "0.1.0"
