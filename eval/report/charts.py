"""Pictures as inline SVG: bars with intervals, risk against coverage, reliability, verdicts, latency.

Colours and letters come from the page, by class, so that a dark page has pictures of its own. A picture is as wide as
a phone, where its letters are 12 pixels.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from eval.abstention import Bin
from eval.statistics import Mean

WIDTH = 360
LABEL = 88
FIGURE = 40
BAR = 22
STEP = 30
EDGE = 52
SIDE = WIDTH - EDGE - 16
SQUARE = 87


def bars(title: str, rows: Sequence[tuple[str, Mean]]) -> str:
    """A bar from 0 to 1 for each row, with its 95% interval as a line and its figure beside it."""
    span = WIDTH - LABEL - FIGURE
    parts = []
    for place, (name, mean) in enumerate(rows):
        top = 6 + place * STEP
        middle = top + BAR / 2
        low, high = LABEL + mean.low * span, LABEL + mean.high * span
        parts += [
            _text(LABEL - 6, middle + 4, name, "end"),
            _bar(top, mean.value * span),
            _line(low, middle, high, middle, "whisker"),
            _line(low, middle - 5, low, middle + 5, "whisker"),
            _line(high, middle - 5, high, middle + 5, "whisker"),
            _text(WIDTH, middle + 4, f"{mean.value:.0%}", "end"),
        ]
    return _svg(title, 10 + len(rows) * STEP, parts)


def risk_curve(title: str, points: Sequence[tuple[float, float]], axes: tuple[str, str]) -> str:
    """Risk (upward) against coverage (rightward), both 0 to 1, as steps."""
    corners, before = [], 0.0
    for coverage, risk in points:
        corners += [_at(before, risk), _at(coverage, risk)]
        before = coverage
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return _square(title, axes, [f'<polyline class="curve" points="{path}"/>'])


def reliability_curve(title: str, bins: Sequence[Bin], axes: tuple[str, str]) -> str:
    """The share right (upward) against confidence (rightward); a dot's area is its number of questions."""
    most = max((one.count for one in bins), default=1)
    parts = [_line(*_at(0, 0), *_at(1, 1), "diagonal")]
    for one in bins:
        x, y = _at(one.confidence, one.right)
        radius = 3 + 9 * (one.count / most) ** 0.5
        dot = f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}">'
        parts.append(f"{dot}<title>n = {one.count}</title></circle>")
    return _square(title, axes, parts)


def confusion_squares(title: str, table: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> str:
    """A square for each verdict due (downward) and given (rightward): the stronger its colour, the larger its share of
    the row.

    ``names`` gives the words for each verdict, in the order of both axes; every square has its count in it.
    """
    left, top = WIDTH - len(names) * SQUARE, 26
    columns = enumerate(names.values())
    parts = [_text(left + (place + 0.5) * SQUARE - 2, top - 10, name, "middle") for place, name in columns]
    for row, (due, name) in enumerate(names.items()):
        given = table.get(due, {})
        total = sum(given.values())
        middle = top + (row + 0.5) * SQUARE - 2
        parts += [_text(left - 8, middle, name, "end"), _text(left - 8, middle + 17, f"({total})", "end")]
        for column, verdict in enumerate(names):
            count = given.get(verdict, 0)
            share = count / total if total else 0.0
            x, y = left + column * SQUARE, top + row * SQUARE
            kind = "square right" if verdict == due else "square"
            parts += [
                f'<rect class="{kind}" x="{x}" y="{y}" width="{SQUARE - 4}" height="{SQUARE - 4}" '
                f'fill-opacity="{0.08 + 0.5 * share:.2f}"/>',
                _text(x + SQUARE / 2 - 2, middle, str(count), "middle"),
                _text(x + SQUARE / 2 - 2, middle + 17, f"{share:.0%}", "middle"),
            ]
    return _svg(title, top + len(names) * SQUARE, parts)


def area_bars(title: str, rows: Sequence[tuple[str, float]], chance: str) -> str:
    """A bar from 0 to 1 for each area under a curve, its name above it, and a dashed line at a half, which ``chance``
    names.
    """
    span, step = WIDTH - FIGURE, STEP + 18
    height = len(rows) * step
    parts = []
    for place, (name, area) in enumerate(rows):
        top = 18 + place * step
        parts += [
            _text(0, top - 5, name, "start"),
            _bar(top, area * span, left=0),
            _text(WIDTH, top + BAR / 2 + 4, decimal(area), "end"),
        ]
    parts += [_line(span / 2, 2, span / 2, height, "half"), _text(span / 2, height + 14, chance, "middle")]
    return _svg(title, height + 20, parts)


def latency_bars(title: str, rows: Sequence[tuple[str, float, float]]) -> str:
    """Two bars for each row: the median and the 95th percentile, in milliseconds."""
    longest = max((p95 for _, _, p95 in rows), default=1.0) or 1.0
    span = WIDTH - LABEL - 96
    parts = []
    for place, (name, p50, p95) in enumerate(rows):
        top = 6 + place * STEP
        parts += [
            _text(LABEL - 6, top + BAR / 2 + 4, name, "end"),
            _bar(top, p95 / longest * span, kind="bar light"),
            _bar(top, p50 / longest * span),
            _text(WIDTH, top + BAR / 2 + 4, f"{p50:.0f} / {p95:.0f} ms", "end"),
        ]
    return _svg(title, 10 + len(rows) * STEP, parts)


def decimal(value: float, digits: int = 2) -> str:
    """``value`` as the Dutch write it, with a comma."""
    return f"{value:.{digits}f}".replace(".", ",")


def _square(title: str, axes: tuple[str, str], parts: Sequence[str]) -> str:
    frame = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        left, bottom = _at(tick, 0), _at(0, tick)
        frame += [
            _line(*_at(tick, 0), *_at(tick, 1), "grid"),
            _line(*_at(0, tick), *_at(1, tick), "grid"),
            _text(left[0], left[1] + 16, f"{tick:.0%}", "middle"),
            _text(bottom[0] - 6, bottom[1] + 4, f"{tick:.0%}", "end"),
        ]
    frame.append(_text(EDGE + SIDE / 2, SIDE + 44, axes[0], "middle"))
    frame.append(
        f'<text x="12" y="{SIDE / 2 + 10}" text-anchor="middle" transform="rotate(-90 12 {SIDE / 2 + 10})">'
        f"{escape(axes[1])}</text>"
    )
    return _svg(title, SIDE + 52, [*frame, *parts])


def _at(across: float, up: float) -> tuple[float, float]:
    return EDGE + across * SIDE, 10 + (1 - up) * SIDE


def _svg(title: str, height: float, parts: Sequence[str]) -> str:
    head = f'<svg role="img" viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}">'
    return f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>"


def _bar(top: float, width: float, *, left: float = LABEL, kind: str = "bar") -> str:
    return f'<rect class="{kind}" x="{left}" y="{top}" width="{width:.1f}" height="{BAR}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
