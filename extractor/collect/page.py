"""A page that was got: what was asked, what came, and what led there."""

from __future__ import annotations

from dataclasses import dataclass

from extractor.release import Hint, Source
from extractor.web.answer import Answer


@dataclass(frozen=True, slots=True)
class Page:
    """One page. `address` is as it was given or linked; the answer knows where redirects led."""

    address: str
    answer: Answer
    hint: Hint | None = None

    @property
    def source(self) -> Source:
        """The page as a release to be read."""
        answer = self.answer
        return Source(
            self.address, answer.body, answer.media_type, answer.charset, fetched_at=answer.fetched_at, hint=self.hint
        )
