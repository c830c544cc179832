"""The order of the tests: files that take long come first, so that no worker is left alone with one at the end."""

import pytest

# Those which take more than a quarter of a minute on two cores.
LONG = (
    "test_batch_kills",
    "test_tutorial",
    "test_same_answer",
    "test_collect_hostile",
    "test_ray",
    "test_review_browser",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; else as they were found."""
    items.sort(key=lambda item: LONG.index(item.path.stem) if item.path.stem in LONG else len(LONG))
