"""The press that an issue is made for: its plant, and what `issue.toml` says otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import TypeVar

from . import limits
from .colour import check_press
from .diagnostics import Diagnostic, Refused
from .job import Order
from .manuscript.folder import Bundle
from .places import shipped
from .preflight.demands import PROFILES
from .preflight.plants import Plant, find
from .reading import read_file
from .render.renderer import PressSetup

ORDERED = "plant"
"""The folder among a deposit's sources where a plant's files lie that the command line named."""
PROFILE = "newsprint-snap-tac240.icc"
T = TypeVar("T")


def press_of(order: Order, bundle: Bundle) -> PressSetup:
    """The plant's setup with what the settings say otherwise. A profile that is not the shipped one is checked."""
    said, plant = bundle.settings.press, _plant(order, bundle)
    name, profile = plant.profile or ("", (shipped("profiles") / PROFILE).read_bytes())
    place = None
    if said.profile:
        name, place = said.profile, bundle.settings.profile_at
        profile = read_file(bundle.folder / name, limits.PROFILE_BYTES, bundle.folder, place)
    if name:
        check_press(profile, name, place)
    demands = plant.demands if said.ink is None else replace(plant.demands, ink=said.ink, ink_most=said.ink + 5)
    return PressSetup(
        _or(said.bleed, max(plant.demands.bleed, 0.0)), profile, _or(said.condition, plant.condition),
        _or(said.registry, plant.registry), demands.ink, _or(said.ppi, plant.ppi), _or(said.sharpen, plant.sharpen),
        demands, _or(said.name, plant.file or "{page}.pdf"), _or(said.marks, plant.marks),
        said.mono, _named(order), _sources(order, bundle, plant),
    )  # fmt: skip


def _named(order: Order) -> str:
    """What a deposit calls the plant that was ordered: a file's name among its sources."""
    return f"{ORDERED}/{Path(order.plant).name}" if order.plant and order.plant.endswith(".toml") else order.plant or ""


def _sources(order: Order, bundle: Bundle, plant: Plant) -> dict[str, bytes]:
    """The files of a plant by their names below the issue's folder: one that was ordered is no part of that.

    A file of the plant that lies above its own has no name there, and is left out.
    """
    folder = ORDERED if order.plant else dirname(bundle.settings.press.plant or "")
    named = {normpath(join(folder, name)): data for name, data in plant.files.items()}
    return {name: data for name, data in named.items() if not name.startswith(("/", "../"))}


def _plant(order: Order, bundle: Bundle) -> Plant:
    """Who prints: as it is ordered, else as the settings say. Raises `Refused` (I050, or what the file is refused with)."""
    if order.plant:
        return find(order.plant)
    if not bundle.settings.press.plant:
        return Plant("", PROFILES["newsprint"])
    try:
        return find(bundle.settings.press.plant, bundle.folder)
    except Refused as refused:
        faults = {"fault": refused.diagnostics[0].message(), "fault_zh": refused.diagnostics[0].message("zh")}
        raise Refused([Diagnostic("I050", bundle.settings.press_at, faults)]) from refused


def _or(said: T | None, usual: T) -> T:
    return usual if said is None else said
