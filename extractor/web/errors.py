"""Why an address gives no page."""

from __future__ import annotations

from extractor.errors import ExtractorError, InputError


class FetchError(ExtractorError):
    """Why an address gives no page, and what to do about it.

    code: as in InputError; is_passing: whether it may be otherwise soon, so that it is asked again; is_of_host:
    whether it is the same for all pages of the host; wait: seconds that the server asks to wait for it.
    """

    def __init__(
        self,
        reason: str,
        advice: str = "check the address",
        *,
        code: str = "fetch",
        is_passing: bool = False,
        is_of_host: bool = False,
        wait: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason, self.advice, self.code = reason, advice, code
        self.is_passing, self.is_of_host, self.wait = is_passing, is_of_host, wait

    @property
    def is_answer(self) -> bool:
        """Whether the server answered, and refused."""
        return self.code.startswith("http_")

    def of(self, address: str) -> InputError:
        """The error of an input."""
        return InputError(address, self.code, self.reason, self.advice)
