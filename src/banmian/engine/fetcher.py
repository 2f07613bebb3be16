"""The one door through which the engine gets files: those that were handed in, by name."""

from __future__ import annotations

from .images import Pictures
from .weasy import URLFetcher, URLFetcherResponse

SCHEME = "banmian:"
"""How style sheets and templates name files."""


class Fetcher(URLFetcher):  # type: ignore[misc]  # the engine is not typed
    """Opens nothing but the files that were handed in, by name; anything else stops the render.

    Names are those that templates and style sheets write: `banmian:NAME` for a picture of the issue, `FILE` for one of
    the layout.
    """

    def __init__(self, pictures: Pictures | None = None) -> None:
        super().__init__(allowed_protocols={"banmian"}, allow_redirects=False, fail_on_errors=True)
        self.pictures = pictures or Pictures({})

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
        """The bytes of a file. Raises ValueError when there is none of that name."""
        data, kind = self.pictures.fetched(url)
        return URLFetcherResponse(url, data, {"Content-Type": kind})
