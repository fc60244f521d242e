"""A small version of every campaign; ``make harden`` runs them whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.harden.campaign import Bounds, Campaign
from benchmarks.harden.every import CAMPAIGNS
from benchmarks.harden.fuzz_targets import SEEDS, TARGETS
from benchmarks.harden.fuzzing import FOUND


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("campaign", CAMPAIGNS, ids=lambda campaign: campaign.name)
@pytest.mark.usefixtures("model")
def test_a_small_campaign_finds_nothing(campaign: Campaign, tmp_path: Path) -> None:
    outcome = campaign.run(Bounds(2.0, 1, tmp_path))
    assert outcome.tried
    assert outcome.faults == ()


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_seeds_and_inputs_that_were_found_break_nothing_any_more(name: str) -> None:
    found = [path.read_bytes() for path in sorted(FOUND.glob(f"{name}-*"))] if FOUND.is_dir() else []
    for content in (*(seed.encode() for seed in SEEDS), *found):
        TARGETS[name](content)
