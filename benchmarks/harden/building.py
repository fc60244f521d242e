"""Faults while reading and building: killed, no space, no right to write, several at once, a clock set back."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from benchmarks.harden.homes import answers, build, outcome_of, strays, version, working, write_corpora

KILLS = 150


@dataclass(slots=True)
class Bench:
    """A home with the index over corpus ``a``; what it and ``b`` answer; faults found."""

    home: Path
    a: Path
    b: Path
    right: dict[str, str]
    faults: list[str]

    @classmethod
    def made(cls, folder: Path) -> Bench:
        """A bench in an empty folder."""
        a, b = write_corpora(folder)
        right = {}
        for corpus in (b, a):
            home = folder / f"expected-{corpus.name}"
            kind, text = outcome_of(lambda corpus=corpus, home=home: f"{build(corpus, home)} {answers(home)}")  # type: ignore[misc]
            if kind != "done":
                raise AssertionError(text)
            right.update([text.split()])
        bench = cls(folder / "home", a, b, right, [])
        bench.finish(a, "at first")
        return bench

    def check(self, when: str, home: Path | None = None) -> None:
        """What is current answers as it should."""
        home = home or self.home
        kind, text = outcome_of(lambda: answers(home))
        if kind != "done" or text != self.right.get(version(home)):
            self.faults.append(f"{when}: {kind} {text} of version '{version(home)}'")

    def finish(self, corpus: Path, when: str, home: Path | None = None) -> None:
        """A run that nothing disturbs completes, answers, and leaves no strays."""
        home = home or self.home
        kind, text = outcome_of(lambda: build(corpus, home))
        if kind != "done" or text not in self.right:
            self.faults.append(f"{when}, next run: {kind} {text}")
        self.check(f"{when}, next run", home)
        self.faults += [f"{when}: stray {name}" for name in strays(home)]


def kill_while_building(bounds: Bounds) -> Outcome:
    """kill -9 at a random moment of reading, indexing and swapping; then the answers, and a run to the end."""
    bench = Bench.made(bounds.folder)
    started = time.monotonic()
    bench.finish(bench.b, "timing")
    whole = (time.monotonic() - started) * 0.75
    killed = ended = swapped = 0
    while bounds.goes_on() and killed < KILLS and len(bench.faults) < 20:
        corpus = _other(bench)
        before = version(bench.home)
        if bounds.chance.random() < 0.3:
            shutil.rmtree(bench.home / "documents")
        with working(lambda corpus=corpus: build(corpus, bench.home)) as (pid, wait):  # type: ignore[misc]
            _wait_for_a_moment(bench.home, bounds, whole)
            os.kill(pid, signal.SIGKILL)
            kind = wait(30)[0]
        killed, ended = killed + (kind == "killed"), ended + (kind == "done")
        swapped += kind == "killed" and version(bench.home) != before
        bench.check("after a kill")
        bench.finish(bounds.chance.choice((bench.a, bench.b)), "after a kill")
    seen = f"{killed} killed at work ({swapped} after the swap), {ended} were done before; each time right answers"
    return Outcome(killed + ended, seen, tuple(bench.faults))


def _wait_for_a_moment(home: Path, bounds: Bounds, whole: float) -> None:
    """Some moment of the whole work, of writing the new index, or of swapping it in."""
    kind = bounds.chance.randrange(3)
    if kind == 0:
        time.sleep(bounds.chance.uniform(0, whole))
        return
    end = time.monotonic() + 3 * whole
    while time.monotonic() < end and not _is_writing(home):
        time.sleep(0.0005)
    if kind == 1:
        time.sleep(bounds.chance.uniform(0, whole / 2))
        return
    while time.monotonic() < end and _is_writing(home):
        time.sleep(0.0002)
    time.sleep(bounds.chance.uniform(0, 0.004))


def _is_writing(home: Path) -> bool:
    return any((home / "index").glob("building-*"))


def storage_trouble(bounds: Bounds) -> Outcome:
    """Full disk, read-only folder, several builds at once, clocks and file dates going back."""
    bench = Bench.made(bounds.folder)
    counts = {"limited": 0, "full": 0, "read-only": 0, "at once": 0, "clock": 0}
    kinds: tuple[Callable[[Bench, Bounds], int], ...] = (_limited, _full_disk, _read_only, _at_once, _clock)
    while bounds.goes_on() and len(bench.faults) < 20:
        for name, kind in zip(counts, kinds, strict=True):
            counts[name] += kind(bench, bounds)
    return Outcome(sum(counts.values()), ", ".join(f"{n} {k}" for k, n in counts.items()), tuple(bench.faults))


def _other(bench: Bench) -> Path:
    return bench.b if version(bench.home) == list(bench.right)[1] else bench.a


def _expect(bench: Bench, when: str, ended: tuple[str, str], codes: tuple[str, ...]) -> None:
    kind, text = ended
    if kind not in ("done", "refused") or (kind == "refused" and text.split()[0] not in codes):
        bench.faults.append(f"{when}: {kind} {text}")


def _limited(bench: Bench, bounds: Bounds) -> int:
    size = int(2 ** bounds.chance.uniform(6, 18))

    def work() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
        return build(corpus, bench.home)

    corpus = _other(bench)
    shutil.rmtree(bench.home / "documents")
    _expect(bench, f"files of at most {size} bytes", outcome_of(work), ("storage",))
    bench.check("after a write that failed")
    bench.finish(corpus, "after a write that failed")
    return 1


def _full_disk(bench: Bench, bounds: Bounds) -> int:
    disk = bounds.folder / "disk"
    disk.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "harden", disk], capture_output=True).returncode:
        return 0
    try:
        home = disk / "home"
        bench.finish(bench.a, "on a small disk", home)
        left = shutil.disk_usage(disk).free
        (disk / "ballast").write_bytes(bytes(max(0, left - int(2 ** bounds.chance.uniform(10, 19)))))
        _expect(bench, "full disk", outcome_of(lambda: build(bench.b, home)), ("storage",))
        bench.check("on a full disk", home)
        (disk / "ballast").unlink()
        bench.finish(bench.b, "after a full disk", home)
    finally:
        subprocess.run(["umount", disk], check=True)
    return 1


def _read_only(bench: Bench, _: Bounds) -> int:
    same = bench.a if version(bench.home) == list(bench.right)[1] else bench.b
    with _not_writable(bench.home) as held:
        if held:
            _expect(bench, "read-only", outcome_of(lambda: build(_other(bench), bench.home)), ("storage",))
            bench.check("in a read-only home")
            _expect(bench, "read-only, nothing new", outcome_of(lambda: build(same, bench.home)), ())
    return int(held)


@contextlib.contextmanager
def _not_writable(home: Path) -> Iterator[bool]:
    """No right to write: by the modes of files, or by a read-only mount for root, whom modes do not stop."""
    if os.getuid() == 0:
        mounted = not subprocess.run(["mount", "--bind", home, home], capture_output=True).returncode
        if mounted:
            subprocess.run(["mount", "-o", "remount,ro,bind", home], check=True)
        yield mounted
        if mounted:
            subprocess.run(["umount", home], check=True)
        return
    places = [home, *home.rglob("*")]
    for path in places:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield True
    for path in places:
        path.chmod(0o755 if path.is_dir() else 0o644)


def _at_once(bench: Bench, bounds: Bounds) -> int:
    corpora = [bounds.chance.choice((bench.a, bench.b)) for _ in range(3)]
    shutil.rmtree(bench.home / "documents")
    with (
        working(lambda: build(corpora[0], bench.home)) as (_, first),
        working(lambda: build(corpora[1], bench.home)) as (_, second),
        working(lambda: build(corpora[2], bench.home)) as (_, third),
    ):
        ended = [first(90), second(90), third(90)]
    for one in ended:
        _expect(bench, "several at once", one, ("locked",))
    if not any(kind == "done" for kind, _ in ended):
        bench.faults.append(f"several at once: none was done: {ended}")
    bench.check("after several at once")
    bench.finish(corpora[0], "after several at once")
    return 1


def _clock(bench: Bench, bounds: Bounds) -> int:
    back = bounds.chance.choice((-3600.0, -86400.0 * 3650))
    real = time.time

    def work() -> str:
        time.time = lambda: real() + back
        return build(corpus, bench.home)

    corpus = _other(bench)
    moment = bounds.chance.choice((0, 4102444800))
    for path in (*bench.home.rglob("*"), *corpus.iterdir()):
        os.utime(path, (moment, moment))
    kind, text = outcome_of(work)
    if kind != "done" or text != version(bench.home):
        bench.faults.append(f"clock set back: {kind} {text}")
    bench.check("after the clock went back")
    return 1


CAMPAIGNS = (
    Campaign("kill", "kill -9 while reading, indexing and swapping: old or new answers to the bit, next run completes, "
             "no strays", 420, kill_while_building),
    Campaign("storage", "full disk, read-only folder, three builds at once, clock set back: refused in words or done; "
             "answers stay", 60, storage_trouble),
)  # fmt: skip
