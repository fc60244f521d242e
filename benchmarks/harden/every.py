"""Every campaign, in the order in which they run."""

from __future__ import annotations

from benchmarks.harden import building, damage, documents, fuzzing, load, readers, soak

CAMPAIGNS = tuple(
    campaign for module in (building, damage, documents, fuzzing, readers, load, soak) for campaign in module.CAMPAIGNS
)
