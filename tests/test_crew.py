"""Tasks spread over processes and other executors: nothing is inherited unless it was given, and a killed worker is survived."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from banmian.crew import Crew, processes, spawned

KILLED = 3


def tenfold(state, task):
    return state["base"] + 10 * task


def deadly(state, task):
    if task == KILLED:
        os.kill(os.getpid(), signal.SIGKILL)
    return task, os.getpid()


def once_deadly(state, task):
    """Killed the first time only: the trace of that is a file."""
    if task == KILLED and not state.exists():
        state.touch()
        os._exit(9)
    return task


def large(state, task):
    return b"x" * 3_000_000


def divided(state, task):
    return 1 // task


def threads(jobs: int, begin, given) -> Executor:
    return ThreadPoolExecutor(jobs, "crew", begin, given)


EXECUTORS = {"forked": processes, "spawned": spawned, "threads": threads}


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [1, 2, 8])
def test_tasks_are_done_in_their_order(jobs):
    assert Crew(jobs).spread(tenfold, range(9), {"base": 5}) == [5 + 10 * n for n in range(9)]


@pytest.mark.parametrize("kind", ["forked", pytest.param("spawned", marks=pytest.mark.slow), "threads"])
def test_the_executor_is_a_parameter(kind):
    assert Crew(2, EXECUTORS[kind]).spread(tenfold, [1, 2], {"base": 0}) == [10, 20]


def test_one_worker_works_here():
    assert {pid for _, pid in Crew(1).spread(deadly, [1, 2], None)} == {os.getpid()}


@pytest.mark.slow
@pytest.mark.parametrize("jobs", [2, 9])
def test_a_task_whose_worker_is_killed_twice_is_none_and_the_others_are_done(jobs):
    done = Crew(jobs).spread(deadly, range(7), None)
    assert [one and one[0] for one in done] == [0, 1, 2, None, 4, 5, 6]
    assert os.getpid() not in {one[1] for one in done if one}


@pytest.mark.slow
def test_a_task_whose_worker_is_killed_once_is_done_at_its_second_try(tmp_path):
    assert Crew(2).spread(once_deadly, range(6), tmp_path / "was") == list(range(6))


@pytest.mark.parametrize("kind", ["forked", pytest.param("spawned", marks=pytest.mark.slow)])
def test_large_answers_come_back_whole(kind):
    assert [len(one) for one in Crew(2, EXECUTORS[kind]).spread(large, [1, 2, 3], None)] == [3_000_000] * 3


@pytest.mark.parametrize("kind", ["forked", pytest.param("spawned", marks=pytest.mark.slow)])
def test_a_fault_of_the_program_shows_where_it_was(kind):
    with pytest.raises(ZeroDivisionError) as told:
        Crew(2, EXECUTORS[kind]).spread(divided, [1, 0, 2], None)
    assert "1 // task" in "".join(told.value.__notes__)


def links(state, task):
    from banmian.engine.font_conf import _links

    _links.cache_clear()
    folder = _links()
    (folder / "face.otf").symlink_to(__file__)
    return folder, os.getpid()


@pytest.mark.parametrize("kind", ["forked", pytest.param("spawned", marks=pytest.mark.slow)])
def test_links_to_faces_go_with_the_worker_that_made_them(kind):
    made = Crew(2, EXECUTORS[kind]).spread(links, [1, 2, 3], None)
    assert os.getpid() not in {owner for _, owner in made}
    assert [folder for folder, _ in made if folder.exists()] == []


ORPHANS = """
import os, signal, time, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs the tests may leave it ignored
sys.path[:0] = {path!r}
from banmian.crew import Crew, spawned, processes
def work(state, task):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(60)
if __name__ == "__main__":
    Crew(2, {kind}).spread(work, [1, 2], None)
"""
ALONE = """
import os, time, sys
sys.path[:0] = {path!r}
from banmian.processes import within
def work():
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(0.3)
    return bytes(1_000_000)
within(work, 60)
"""


@pytest.mark.parametrize("kind", ["processes", pytest.param("spawned", marks=pytest.mark.slow)])
@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_no_worker_outlives_its_parent(tmp_path, kind, sign):
    script = tmp_path / "orphans.py"
    script.write_text(ORPHANS.format(path=sys.path, kind=kind), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, script], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as parent:
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        if sign == signal.SIGINT:  # Ctrl-C reaches all of them
            os.killpg(parent.pid, sign)
        else:
            parent.send_signal(sign)
        parent.wait(20)
    for _ in range(200):
        if not any(map(alive, workers)):
            break
        time.sleep(0.05)
    assert not any(map(alive, workers))


@pytest.mark.slow
def test_a_task_in_a_process_of_its_own_does_not_outlive_its_parent(tmp_path):
    """It would wait for ever, for somebody to read its answer."""
    script = tmp_path / "orphan.py"
    script.write_text(ALONE.format(path=sys.path), encoding="utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        parent.kill()
        parent.wait(20)
    for _ in range(40):
        if not alive(child):
            break
        time.sleep(0.05)
    left = alive(child)
    if left:
        os.kill(child, signal.SIGKILL)
    assert not left


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
