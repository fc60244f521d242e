"""Runs the campaigns: ``python -m benchmarks.harden [NAME ...] [--share 0.1] [--seed 1]``; see docs/reliability.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from pathlib import Path

from benchmarks.harden import report
from benchmarks.harden.campaign import Bounds, Outcome
from benchmarks.harden.every import CAMPAIGNS


def main() -> int:
    """Run what is asked for, print a row each, renew the document; 1 when anything was found."""
    words = argparse.ArgumentParser(prog="python -m benchmarks.harden", description=__doc__)
    words.add_argument("names", nargs="*", choices=[[], *(campaign.name for campaign in CAMPAIGNS)])
    words.add_argument("--share", type=float, default=1.0, help="share of each campaign's own seconds")
    words.add_argument("--seconds", action="append", default=[], metavar="NAME=N", help="another time for one campaign")
    words.add_argument("--seed", type=int, default=20231219)
    asked = words.parse_args()
    own = {name: float(seconds) for name, seconds in (pair.split("=") for pair in asked.seconds)}
    found = False
    for campaign in CAMPAIGNS:
        if asked.names and campaign.name not in asked.names:
            continue
        seconds = own.get(campaign.name, campaign.seconds * asked.share)
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="harden-") as folder:
            try:
                outcome = campaign.run(Bounds(seconds, asked.seed, Path(folder)))
            except Exception:  # noqa: BLE001 - a campaign that breaks is a fault, and the next one still runs
                outcome = Outcome(0, "broke off", (traceback.format_exc()[-900:],))
        took = time.monotonic() - started
        found = found or bool(outcome.faults)
        report.keep(campaign, outcome, took, asked.seed)
        verdict = "FAULT" if outcome.faults else "OK"
        print(f"{verdict:6} {campaign.name:10} {outcome.tried:7} tried  {took:6.0f} s  {outcome.seen}", flush=True)
        for fault in outcome.faults[:20]:
            print(f"       {fault}", flush=True)
    report.write(CAMPAIGNS)
    return int(found)


if __name__ == "__main__":
    sys.exit(main())
