"""Functions of PDF (ISO 32000-1, 7.10): what a colour of another space comes to. Sampled ones of one input alone."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

from .budget import read_bytes

DEEPEST = 8
MOST_WORDS = 5_000
SAMPLES_BYTES = 1 << 20


def tint(function: Any, given: Sequence[float], depth: int = 0) -> list[float]:
    """The value of a function. Raises ValueError for what is not worked out here."""
    if depth > DEEPEST:
        raise ValueError("functions nested too deep")
    domain = [float(v) for v in function.Domain]
    inside = [min(max(v, domain[2 * i]), domain[2 * i + 1]) for i, v in enumerate(given)]
    kind = int(function.FunctionType)
    if kind == 2:
        return _power(function, inside[0])
    if kind == 3:
        return _stitched(function, inside[0], domain, depth)
    if kind == 0:
        return _sampled(function, inside, domain)
    if kind == 4:
        return _calculated(function, inside)
    raise ValueError(f"a function of type {kind}")


def _power(function: Any, x: float) -> list[float]:
    first, last = ([float(v) for v in function.get(key, [usual])] for key, usual in (("/C0", 0), ("/C1", 1)))
    return [a + x ** float(function.N) * (b - a) for a, b in zip(first, last, strict=True)]


def _stitched(function: Any, x: float, domain: Sequence[float], depth: int) -> list[float]:
    edges = [domain[0], *(float(v) for v in function.Bounds), domain[1]]
    number = sum(x >= edge for edge in edges[1:-1])
    low, high = edges[number : number + 2]
    first, last = (float(function.Encode[2 * number + n]) for n in (0, 1))
    inner = first + (x - low) * (last - first) / (high - low) if high > low else first
    return tint(function.Functions[number], [inner], depth + 1)


def _sampled(function: Any, given: Sequence[float], domain: Sequence[float]) -> list[float]:
    if len(function.Size) != 1 or int(function.BitsPerSample) != 8:
        raise ValueError("a table of several inputs")
    size, ranges = int(function.Size[0]), [float(v) for v in function.Range]
    outputs, data = len(ranges) // 2, read_bytes(function, SAMPLES_BYTES)
    place = (given[0] - domain[0]) / (domain[1] - domain[0]) * (size - 1)
    low = max(0, min(int(place), size - 2))
    pairs = zip(data[low * outputs : (low + 1) * outputs], data[min(low + 1, size - 1) * outputs :], strict=False)
    share = place - low
    mixed = [((1 - share) * a + share * b) / 255 for a, b in pairs]
    return [ranges[2 * n] + v * (ranges[2 * n + 1] - ranges[2 * n]) for n, v in enumerate(mixed)]


_TWO: dict[str, Callable[[float, float], float]] = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul, "gt": operator.gt, "lt": operator.lt,
    "ge": operator.ge, "le": operator.le, "eq": operator.eq, "ne": operator.ne, "exp": operator.pow,
    "div": lambda a, b: a / b if b else 0, "idiv": lambda a, b: int(a / b) if b else 0,
    "mod": lambda a, b: a % b if b else 0,
}  # fmt: skip
_ONE: dict[str, Callable[[float], float]] = {
    "neg": operator.neg, "abs": abs, "cvr": float, "cvi": int, "sqrt": lambda a: max(a, 0) ** 0.5,
    "not": operator.not_, "round": round, "truncate": int,
}  # fmt: skip


def _calculated(function: Any, given: Sequence[float]) -> list[float]:
    """Type 4: a few words of PostScript (7.10.5)."""
    words = read_bytes(function, SAMPLES_BYTES).decode("latin-1").replace("{", " { ").replace("}", " } ").split()
    if len(words) > MOST_WORDS:
        raise ValueError("a function of too many words")
    program, _ = _block(words, 1)
    machine = _Stack(list(given))
    machine.run(program)
    return machine.values


def _block(words: Sequence[str], start: int, depth: int = 0) -> tuple[list[Any], int]:
    """What stands between braces, braces in it as lists; and where it ends."""
    if depth > DEEPEST:
        raise ValueError("braces nested too deep")
    made: list[Any] = []
    place = start
    while words[place] != "}":
        if words[place] == "{":
            inner, place = _block(words, place + 1, depth + 1)
            made.append(inner)
        else:
            made.append(words[place])
        place += 1
    return made, place


class _Stack:
    """The calculator's stack. There are no loops in its language: it always comes to an end."""

    def __init__(self, values: list[float]) -> None:
        self.values = values

    def run(self, program: Sequence[Any]) -> None:
        for word, before in self._with_blocks(program):
            if word == "if" and self.values.pop():
                self.run(before[-1])
            elif word == "ifelse":
                self.run(before[-2] if self.values.pop() else before[-1])
            elif word != "if":
                self._one(word)

    @staticmethod
    def _with_blocks(program: Sequence[Any]) -> list[tuple[str, list[Any]]]:
        """Each word with the blocks that stand right before it."""
        made, blocks = [], list[Any]()
        for word in program:
            if isinstance(word, list):
                blocks.append(word)
            else:
                made.append((word, blocks))
                blocks = []
        return made

    def _one(self, word: str) -> None:
        values = self.values
        if word in _TWO:
            last = values.pop()
            values.append(_TWO[word](values.pop(), last))
        elif word in _ONE:
            values.append(_ONE[word](values.pop()))
        elif word in ("dup", "exch", "pop", "copy", "index", "roll"):
            self._moved(word)
        else:
            values.append(float({"true": 1, "false": 0}.get(word, word)))

    def _moved(self, word: str) -> None:
        values = self.values
        if word == "dup":
            values.append(values[-1])
        elif word == "exch":
            values[-1], values[-2] = values[-2], values[-1]
        elif word == "pop":
            values.pop()
        elif word == "copy":
            count = int(values.pop())
            values.extend(values[-count:] if count else [])
        elif word == "index":
            values.append(values[-1 - int(values.pop())])
        else:
            turns, count = int(values.pop()), int(values.pop())
            part = values[-count:] if count else []
            values[len(values) - count :] = [part[(n - turns) % count] for n in range(count)]
        if len(values) > MOST_WORDS:
            raise ValueError("too much on a function's stack")
