"""The options that change what a record says; they stand in every record, so that it can be made again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

DEFAULT_MODEL = "en_press_releases"
# Seconds that one release may take: a hundred times what a long one needs.
TIME_LIMIT = 60.0
# Releases a shard: enough to be worth a file, few enough to share a small run among workers.
SHARD_SIZE = 16


@dataclass(frozen=True, slots=True)
class Settings:
    """published and publisher override what every release says.

    date_order (DMY or MDY) reads 03/06/2024 where the release does not show its order; without it the country does.
    """

    model: str = DEFAULT_MODEL
    published: str | None = None
    publisher: str | None = None
    date_order: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The settings apart from the model, which the record names on its own."""
        return {key: value for key, value in asdict(self).items() if key != "model"}
