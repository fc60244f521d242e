"""Every campaign, in the order in which they run."""

from __future__ import annotations

from tests.harden import building, damage

CAMPAIGNS = (*building.CAMPAIGNS, *damage.CAMPAIGNS)
