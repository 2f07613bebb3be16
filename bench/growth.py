"""How setting and copy-fit grow with the text: `python bench/growth.py` repeats the sections of the seed's page.

CPU milliseconds of `make_up` alone (frames, setting, copy-fit), the median of several runs.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator, Sequence

from banmian import desk
from banmian.job import Order
from banmian.makeup.make_up import make_up
from banmian.manuscript.parse import parse
from banmian.workshop import Workshop
from inputs import SEED
from options import options

TIMES = (1, 2, 5, 10)
ROUNDS = 9


def measured(all_times: Sequence[int], rounds: int) -> Iterator[tuple[int, int, float]]:
    """(how often the sections stand, characters, milliseconds)."""
    bundle, parsed = desk.read(SEED)
    shop = Workshop.open(Order(SEED), bundle, parsed, desk.moment(bundle, parsed))
    shell = shop.renderer.shell(parsed.issue.pages[0])
    text = (SEED / "T01.md").read_text(encoding="utf-8")
    start, end = text.index("### 项目建设"), text.index("壮丽篇章！") + len("壮丽篇章！")
    for times in all_times:
        made = "\n\n".join([text[start:end]] * times)
        issue = parse({"T01.md": (text[:start] + made + text[end:]).encode()}, bundle.settings).issue
        spent = []
        for _ in range(rounds):
            began = time.process_time()
            make_up(issue, issue.pages[0], shell, shop.layout, shop.fonts.chains)
            spent.append((time.process_time() - began) * 1000)
        yield times, len(made), statistics.median(spent)


def main() -> None:
    smallest = options(__doc__, "the seed's text as it is, once").parse_args().smallest
    gc.set_threshold(200_000, 50, 50)  # as the command line does
    print("| text | characters | ms | ms per 1,000 characters |\n|---|---:|---:|---:|")
    for times, characters, spent in measured((1,), 1) if smallest else measured(TIMES, ROUNDS):
        print(f"| {times} × | {characters:,} | {spent:.1f} | {spent / characters * 1000:.1f} |")


if __name__ == "__main__":
    main()
