"""Pictures as they came, and what was found when they were looked at: decoded once for each content, kept in the cache."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from PIL import features

from . import limits
from .cache import Cache, key_of, program
from .colour import fitting
from .diagnostics import Diagnostic, Refused
from .model import Span
from .raster import DECODING, Plain, Unfit, plain
from .reading import read_file

KIND = "pictures"
"""What the cache calls all of this."""


@dataclass(frozen=True)
class Original:
    """A picture as it came: a file of the issue, by its name below `folder`, or bytes that a page file has in it (`held`).

    `digest`: SHA-256 of its content; `place`: where the issue names it first. Nothing but `held` stays in memory.
    """

    folder: Path
    name: str
    digest: str
    place: Span | None = None
    held: bytes | None = field(default=None, repr=False)

    def data(self) -> bytes:
        """Its bytes. Raises `Refused` when they are not those that were there before (R022) or cannot be read."""
        if self.held is not None:
            return self.held
        data = read_file(self.folder / self.name, limits.PICTURE_BYTES, self.folder, self.place)
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise Refused([Diagnostic("R022", self.place, {"path": self.name})])
        return data


class Sources(Mapping[str, bytes]):
    """Files by name, in the order of the names; those of pictures are read when they are asked for."""

    def __init__(self, files: Mapping[str, bytes], pictures: Mapping[str, Original]) -> None:
        self.files, self.pictures = files, pictures
        self.names = sorted({*files, *pictures})

    def __getitem__(self, name: str) -> bytes:
        return self.pictures[name].data() if name in self.pictures and name not in self.files else self.files[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True)
class Looks:
    """What a look at a picture that can be printed has found: size in px, Pillow's mode, its profile as it came."""

    width: int
    height: int
    mode: str
    profile: bytes | None


@cache
def _libraries() -> tuple[str, ...]:
    """The versions of all that reads and writes pictures."""
    names = ("pil", "littlecms2", "jpg", "libjpeg_turbo", "zlib", "libtiff", "webp")
    return tuple(f"{name} {features.version(name)}" for name in names)


def _key(name: str, *parts: object) -> str:
    """The key of what is made of a picture: `parts`, with digests in place of long bytes, are all that it is made from."""
    rules = (limits.PICTURE_PIXELS, limits.PICTURE_DECODED, limits.JPEG_SCANS, limits.JPEG_PASSES, limits.LOSSLESS_BYTES)
    return key_of(name, _libraries(), program(), rules, *parts)


@lru_cache(maxsize=256)
def digest_of(data: bytes | None) -> str:
    """SHA-256; nothing for nothing. For profiles, which the pictures of an issue share."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def form(
    kept: Cache, key: tuple[str, ...], given: Callable[[], bytes], make: Callable[[bytes], bytes]
) -> bytes:  # fmt: skip
    """A form of a picture, made of the bytes that are `given`, once; kept as nothing where it is those same bytes.

    `key`: its name, and all that it depends on, digests in place of long bytes.
    """
    known = kept.get(KIND, whole := _key(*key))
    if known is None:
        data = given()
        with DECODING:
            made = make(data)
        kept.put(KIND, whole, b"" if made == data else made)
        return made
    return known or given()


def is_made(kept: Cache, key: tuple[str, ...]) -> bool:
    """Whether a form is kept."""
    return kept.holds(KIND, _key(*key))


def plain_form(original: Original, kept: Cache) -> bytes:
    """A picture that can be printed, made plain."""
    return form(kept, ("plain", original.digest), original.data, lambda data: plain(data).data)


def unknown(originals: Iterable[Original], kept: Cache) -> list[Original]:
    """Those that were never looked at, each content once."""
    contents: dict[str, Original] = {}
    for one in originals:
        contents.setdefault(one.digest, one)
    return [one for one in contents.values() if kept.get(KIND, _key("looks", one.digest)) is None]


def look(original: Original, kept: Cache) -> Looks:
    """What there is to say of a picture, decoded if that is not known. Raises `Unfit`, always in the same words."""
    known = kept.get(KIND, _key("looks", original.digest))
    said = json.loads(known) if known is not None else first_look(original, kept)
    if "code" in said:
        raise Unfit(said["code"], **said["facts"])
    profile = None
    if said["profile"]:
        key = _key("profile", said["profile"])
        profile = kept.once(KIND, key, lambda: plain(original.data()).profile or b"")
    return Looks(said["width"], said["height"], said["mode"], profile)


def first_look(original: Original, kept: Cache) -> dict[str, Any]:
    """Decode a picture, and keep what there is to say of it. That memory ran out is no fault of the picture's."""
    data = original.data()
    said: dict[str, Any]
    try:
        made = plain(data)
    except Unfit as unfit:
        said = {"code": unfit.code, "facts": unfit.facts}
        if isinstance(unfit.__cause__, MemoryError):
            return said
    else:
        said = _kept(original, data, made, kept)
    kept.put(KIND, _key("looks", original.digest), json.dumps(said).encode())
    return said


def _kept(original: Original, data: bytes, made: Plain, kept: Cache) -> dict[str, Any]:
    kept.put(KIND, _key("plain", original.digest), b"" if made.data == data else made.data)
    if made.profile:
        kept.put(KIND, _key("profile", digest_of(made.profile)), made.profile)
    return {"width": made.width, "height": made.height, "mode": made.mode, "profile": digest_of(made.profile)}


def usable_profile(looks: Looks, press: bytes, kept: Cache) -> tuple[bytes | None, str]:
    """What `colour.fitting` says of the profile that a picture brings: itself, if it can be used; else None, and why."""
    if looks.profile is None:
        return None, ""

    def asked() -> bytes:
        found, fault = fitting(looks.profile, looks.mode, press)
        return json.dumps([found is not None, fault]).encode()

    key = _key("fitting", digest_of(looks.profile), looks.mode, digest_of(press))
    fits, fault = json.loads(kept.once(KIND, key, asked))
    return looks.profile if fits else None, fault
