"""What a figure is published with says nothing of the machine that made it."""

from __future__ import annotations

import pytest

from eval.provenance import published


@pytest.mark.parametrize(
    ("argument", "shown"),
    [
        ("eval/sets/proefadvies", "eval/sets/proefadvies"), ("--accept", "--accept"), ("full", "full"),
        ("../elders/rapporten", "rapporten"), ("/srv/sets/rapporten", "rapporten"), ("sets/../../a/b", "b"),
    ],
)  # fmt: skip
def test_a_path_out_of_the_folder_is_published_by_its_name(argument: str, shown: str) -> None:
    assert published(argument) == shown
