"""Coverage-guided fuzzing by atheris of what takes any text; random changes where atheris is not installed."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from benchmarks.harden.campaign import Bounds, Campaign, Outcome
from benchmarks.harden.fuzz_targets import SEEDS, TARGETS

FOUND = Path(__file__).parent / "found"
ROOT = Path(__file__).parent.parent.parent
# A process is said to have had the memory of the one that started it; a shell between them has little of it.
APART = ("sh", "-c", '"$@"; exit $?', "sh")


def fuzz(bounds: Bounds) -> Outcome:
    """Every target for its share of the time; an input that breaks one is copied to ``found/``."""
    if find_spec("atheris") is None:
        return _without_atheris(bounds)
    runs, edges, faults = 0, [], []
    share = max(3, round(bounds.seconds / len(TARGETS)))
    for name in TARGETS:
        folder = bounds.folder / name
        folder.mkdir()
        for number, seed in enumerate(SEEDS):
            (folder / f"seed{number}").write_text(seed, "utf-8")
        command = [*APART, sys.executable, "-m", "benchmarks.harden.fuzz_one", name, str(folder),
                   f"-max_total_time={share}",
                   f"-seed={bounds.seed}", "-max_len=3000", "-timeout=10", "-rss_limit_mb=1500", "-print_final_stats=1",
                   f"-artifact_prefix={bounds.folder}/{name}-"]  # fmt: skip
        told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)
        executed = re.search(r"number_of_executed_units: (\d+)", told.stderr)
        covered = re.findall(r"ft: (\d+)", told.stderr)
        runs += int(executed[1]) if executed else 0
        edges.append(f"{name} {covered[-1] if covered else 0}")
        if told.returncode:
            faults.append(f"{name}: {told.stdout.strip()[-300:]} {told.stderr.strip()[-500:]}")
            _keep(bounds.folder, name)
    return Outcome(runs, f"by atheris; features reached: {', '.join(edges)}", tuple(faults))


def _keep(folder: Path, name: str) -> None:
    FOUND.mkdir(exist_ok=True)
    for path in folder.glob(f"{name}-*"):
        if path.is_file():
            (FOUND / path.name[: len(name) + 18]).write_bytes(path.read_bytes())


def _without_atheris(bounds: Bounds) -> Outcome:
    runs, faults = 0, []
    while bounds.goes_on() and not faults:
        for name, target in TARGETS.items():
            content = bytearray(bounds.chance.choice(SEEDS) * bounds.chance.choice((1, 1, 9)), "utf-8")
            for _ in range(bounds.chance.randrange(9)):
                place = bounds.chance.randrange(len(content))
                content[place : place + bounds.chance.randrange(3)] = bounds.chance.randbytes(
                    bounds.chance.randrange(4)
                )
            runs += 1
            try:
                target(bytes(content))
            except Exception as error:  # noqa: BLE001 - any exception is the finding
                faults.append(f"{name}: {type(error).__name__}: {error}: {bytes(content)!r}"[:900])
    return Outcome(runs, "by random changes (atheris is not installed)", tuple(faults))


CAMPAIGNS = (
    Campaign("fuzz", "any bytes: text whose map holds, passages that are slices, verdicts that are true, questions and "
             "addresses that are refused or escaped", 150, fuzz),
)  # fmt: skip
