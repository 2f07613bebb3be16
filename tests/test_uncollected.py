"""The collector of cycles is off while somebody works without it, in any thread, and as it was when all are done."""

import gc
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from banmian.uncollected import uncollected


def test_the_collector_comes_back_when_the_last_one_is_done():
    both = Barrier(2)

    def work(_):
        with uncollected():
            both.wait()
            off = not gc.isenabled()
            both.wait()
            return off

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(work, range(2))) == [True, True]
    assert gc.isenabled()


def test_what_was_off_stays_off_and_a_fault_brings_it_back():
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
