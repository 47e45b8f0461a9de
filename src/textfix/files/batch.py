"""The run over many files: workers do, in order; what is done and not taken is taken back."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context, parent_process
from multiprocessing.connection import wait

from textfix.files.commit import StoppedError, abandon
from textfix.files.job import Job, Result, Task
from textfix.files.work import do

_AHEAD = 8
_BATCH = 16


def results(tasks: Iterable[Task], job: Job, jobs: int) -> Generator[Result, None, None]:
    """Yield the results of tasks in their order, from `jobs` processes.

    Not for committing: see `Committer`. With one job everything happens here.
    """
    if jobs <= 1:
        for task in tasks:
            yield do(task, job)
        return
    _warm(job)
    with ProcessPoolExecutor(jobs, get_context(_method()), initializer=_quiet) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        ready: deque[Result] = deque()
        try:
            for batch in _batches(tasks):
                waiting.append(pool.submit(_do_all, batch, job))
                while waiting and (len(waiting) >= _AHEAD * jobs or waiting[0].done()):
                    yield from _taken(waiting, ready)
            while waiting:
                yield from _taken(waiting, ready)
        except BrokenProcessPool:
            raise StoppedError(
                "a worker process was killed (out of memory?); what was committed before stays,"
                " --log and --resume go on from there"
            ) from None
        except BaseException:
            for worker in active_children():
                worker.terminate()
            raise
        finally:
            # After an interruption: what was done but not taken must not stay behind.
            pool.shutdown(wait=True, cancel_futures=True)
            for future in waiting:
                if not future.cancelled() and future.exception() is None:
                    ready.extend(future.result())
            for result in ready:
                abandon(result)


def _taken(waiting: deque[Future[list[Result]]], ready: deque[Result]) -> Iterator[Result]:
    """Yield the results of the first batch; those not yielded yet stay in `ready`."""
    ready.extend(waiting[0].result())
    waiting.popleft()
    while ready:
        yield ready.popleft()


def _warm(job: Job) -> None:
    """Load the tables once: forked workers share them, and none waits for its own."""
    from textfix.detection import decode

    job.engine([decode("先把各种表格读进来，再分给别的进程。".encode("gb18030")).text])
    # The collector would write to every page of them: 4 % of a worker's time, and a copy of each.
    gc.freeze()


def _method() -> str:
    return "fork" if os.name == "posix" else "spawn"


def _quiet() -> None:
    """Leave Ctrl-C and `kill` to the process that commits, and end when that is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A killed parent leaves its workers waiting for ever: each holds the others' pipes open."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _do_all(tasks: list[Task], job: Job) -> list[Result]:
    """Do some tasks in a worker; told to end, leave nothing of them behind."""
    done: list[Result] = []
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        done.extend(do(task, job) for task in tasks)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    except BaseException:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for result in done:
            abandon(result)
        raise
    return done


def _batches(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Send small files together, big ones alone."""
    batch: list[Task] = []
    size = 0
    for task in tasks:
        batch.append(task)
        with contextlib.suppress(OSError):
            size += os.path.getsize(task.found.path)
        if len(batch) >= _BATCH or size > 1 << 16:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
