"""Every campaign, in the order in which they run."""

from __future__ import annotations

from benchmarks.harden import building, damage, documents, fuzzing, load, readers, soak, swapping

MODULES = (building, damage, documents, fuzzing, readers, load, soak, swapping)
CAMPAIGNS = tuple(campaign for module in MODULES for campaign in module.CAMPAIGNS)
