"""`extractor` and `python -m extractor`: light to import, for every worker process imports it anew."""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from extractor.cli import main as run

    run()


if __name__ == "__main__":
    main()
