"""The one door through which the engine gets files: those that were handed in, by name."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from .weasy import URLFetcher, URLFetcherResponse

SCHEME = "banmian:"
"""How style sheets and templates name files."""
_KINDS = {"png": "image/png", "svg": "image/svg+xml"}


class Fetcher(URLFetcher):  # type: ignore[misc]  # the engine is not typed
    """Opens nothing but the files that were handed in, by name; anything else stops the render.

    Names are those that templates and style sheets write: `banmian:NAME` for a picture of the issue, `FILE` for one of
    the layout.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols={"banmian"}, allow_redirects=False, fail_on_errors=True)
        self.files = files

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes of a file; the engine hands names percent-encoded."""
        name = unquote(url)
        if name not in self.files:
            raise ValueError(f"no picture of the issue or the layout: {url[:80]}")
        kind = _KINDS.get(name.rpartition(".")[2].lower(), "image/jpeg")
        return URLFetcherResponse(url, self.files[name], {"Content-Type": kind})
