"""The pictures that the engine shows: its own objects of them are kept, the bytes are read where they are needed.

Nothing else knows how the engine keeps pictures (version 70.0): by address its objects, by the keys of its own what they
are written from. docs/engine.md tells it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from math import hypot
from typing import Any
from urllib.parse import unquote

from PIL import Image

from ..pictures import LazyFile

_KINDS = {"png": "image/png", "svg": "image/svg+xml"}


class Pictures:
    """The pictures that pages of one palette may show, by the names that templates and style sheets write.

    The engine's cache for all those pages is inside.
    """

    def __init__(self, files: Mapping[str, LazyFile]) -> None:
        self.files: Mapping[str, LazyFile] = files
        self._kept = _PictureCache(files)

    def fetched(self, url: str) -> tuple[bytes, str]:
        """The bytes and the media type of a picture, by its address, in which the engine hands names percent-encoded.

        Raises ValueError when there is none of that name.
        """
        name = unquote(url)
        if name not in self.files:
            raise ValueError(f"no picture of the issue or the layout: {url[:80]}")
        data = self.files[name].data()
        self._kept.handed = name, data
        return data, _KINDS.get(name.rpartition(".")[2].lower(), "image/jpeg")

    def address(self, image: Any) -> str | None:
        """Where an object of the engine's is from; None for one that is not written from the very bytes of its file."""
        is_as_it_came = getattr(getattr(image, "image_data", None), "_key", None) in self._kept.names
        return next((url for url, one in self._kept.items() if one is image), None) if is_as_it_came else None

    @contextmanager
    def written(self) -> Iterator[None]:
        """Draw what is printed in the place of pictures, for the size that they are shown at; and forget what the engine
        packs meanwhile for a PDF: it packs it anew for each.
        """
        made = {
            address: file.printed for address in self._kept if (file := self.files.get(unquote(address))) and file.printed
        }
        own = {address: self._kept[address] for address in made if hasattr(self._kept[address], "image_data")}
        for address, one in own.items():
            one.draw = _AsPrinted(one, made[address])
        try:
            yield
        finally:
            self._kept.forget()
            for one in own.values():
                del one.draw

    @contextmanager
    def lighter(self, files: Mapping[str, LazyFile], density: float) -> Iterator[None]:
        """Meanwhile photographs are drawn from other files, by the same names, where those have pixels enough.

        `density`: px that a pt of the page is shown with. What is no JPEG is drawn as it is: it may be transparent, or
        have lines. So is what would be shown larger than the other file has it.
        """
        others = {address: files[name] for address in self._kept if (name := unquote(address)) in files}
        photographs = {address: self._kept[address] for address in others}
        photographs = {address: one for address, one in photographs.items() if getattr(one, "format", "") == "JPEG"}
        for address, one in photographs.items():
            one.draw = _Drawn(one, others[address], density)
        try:
            with self.written():
                yield
        finally:
            for one in photographs.values():
                del one.draw


class _PictureCache(dict[str, Any]):
    """The engine's cache. Of bytes that were handed out it keeps but the name, and reads them again."""

    def __init__(self, files: Mapping[str, LazyFile]) -> None:
        super().__init__()
        self.files = files
        self.handed: tuple[str, bytes] | None = None
        self.names = dict[str, str]()

    def __setitem__(self, key: str, value: object) -> None:
        if self.handed and value == self.handed[1]:
            self.names[key] = self.handed[0]
            return
        if not isinstance(value, bytes):  # its object, the last that is made of what was fetched
            self.handed = None
        super().__setitem__(key, value)

    def __missing__(self, key: str) -> bytes:
        return self.files[self.names[key]].data()

    def forget(self) -> None:
        """Forget what pictures without loss are written as."""
        for key in [key for key, value in self.items() if isinstance(value, bytes) and "-stream" in key]:
            del self[key]


class _AsPrinted:
    """Draws in the place of a picture what is printed, which is made for its size on the page."""

    def __init__(self, image: Any, made: Callable[[float, float], bytes]) -> None:
        self.image, self.made = image, made
        self.images: dict[bytes, Any] = {}

    def __call__(self, stream: Any, width: float, height: float, style: Any) -> None:
        """In place of the engine's `RasterImage.draw`: shown in `width` and `height`, in units of `stream`."""
        data = self.made(*(abs(length) * hypot(*stream.ctm[row][:2]) for row, length in enumerate((width, height))))
        if data not in self.images:
            name = f"{self.image.id}-{len(self.images)}"
            self.images[data] = type(self.image)(Image.open(BytesIO(data)), name, data)
        type(self.image).draw(self.images[data], stream, width, height, style)


class _Drawn:
    """Draws a photograph of the engine's from another file, where that has pixels enough."""

    def __init__(self, image: Any, file: LazyFile, density: float) -> None:
        self.image, self.file, self.density = image, file, density

    def __call__(self, stream: Any, width: float, height: float, style: Any) -> None:
        """In place of the engine's `RasterImage.draw`: shown in `width` and `height`, in units of `stream`."""
        across, down = (hypot(*stream.ctm[row][:2]) * self.density for row in (0, 1))
        enough = self.light.width >= width * across and self.light.height >= height * down
        type(self.image).draw(self.light if enough else self.image, stream, width, height, style)

    @cached_property
    def light(self) -> Any:
        """The engine's object of the other file."""
        data = self.file.data()
        return type(self.image)(Image.open(BytesIO(data)), f"{self.image.id}-light", data)
