"""The lanes leave no test out and hide no failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lanes import NOTHING_CHOSEN, ROOT, groups, run


def test_every_file_of_tests_is_in_one_group_alone() -> None:
    places = [ROOT / path for paths in groups().values() for path in paths]
    for file in (ROOT / "tests").rglob("test_*.py"):
        assert len({file, *file.parents} & {*places}) == 1, file


@pytest.mark.parametrize(
    ("statuses", "status"),
    [((0, 0), 0), ((0, 1), 1), ((2, 0), 1), ((0, NOTHING_CHOSEN), 0), ((NOTHING_CHOSEN,) * 2, 1)],
)
def test_every_group_has_to_pass_or_have_nothing_to_do(
    statuses: tuple[int, ...], status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    grouped = {f"groep {number}": [str(given)] for number, given in enumerate(statuses)}
    monkeypatch.setattr("tests.lanes._pytest", lambda paths, options: (int(paths[0]), f"{paths[0]} {options[0]}"))
    assert run(grouped, ["-x"], lanes=2) == status
    printed = capsys.readouterr().out
    assert [name for name in grouped if f"== {name}, after" not in printed] == []
    assert [given for given in statuses if f"\n{given} -x\n" not in printed] == []


def test_a_group_is_a_run_of_pytest_that_shows_what_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "test_stuk.py").write_text("def test_stuk():\n    assert 0, 'kapot'\n", "utf-8")
    options = ["-p", "no:cacheprovider", f"--rootdir={tmp_path}"]
    assert run({"stuk": [str(tmp_path)]}, options, lanes=1) == 1
    assert "AssertionError: kapot" in capsys.readouterr().out
