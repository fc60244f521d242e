"""The lanes leave no test out and hide no failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.lanes import BROWSER, NOTHING_CHOSEN, ONE_THREAD, ROOT, environment, groups, run


def test_every_file_of_tests_is_in_one_group_alone() -> None:
    named = sorted(ROOT / file for files in groups().values() for file in files)
    assert named == sorted((ROOT / "tests").rglob("test_*.py"))


def test_the_browser_is_apart_and_no_group_is_empty() -> None:
    assert all(groups().values())
    for name, files in groups().items():
        assert {file.startswith(BROWSER) for file in files} == {name.startswith("browser")}


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


def test_groups_share_what_is_compiled_and_take_a_core_each() -> None:
    given = {"PATH": "/bin", "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "8"}
    assert environment(given) == {"PATH": "/bin", **ONE_THREAD}


def test_a_group_is_a_run_of_pytest_that_shows_what_failed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "test_stuk.py").write_text("def test_stuk():\n    assert 0, 'kapot'\n", "utf-8")
    options = ["-p", "no:cacheprovider", f"--rootdir={tmp_path}"]
    assert run({"stuk": [str(tmp_path)]}, options, lanes=1) == 1
    assert "AssertionError: kapot" in capsys.readouterr().out
