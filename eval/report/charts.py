"""Pictures as inline SVG: bars with intervals, risk against coverage, reliability, verdicts, latency."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from eval.abstention import Bin
from eval.statistics import Mean

WIDTH = 520
LABEL = 130
BAR = 20
SIDE = 300
EDGE = 56
COLOURS = ("#154273", "#b5651d")


def bars(title: str, rows: Sequence[tuple[str, Mean]]) -> str:
    """A bar from 0 to 1 for each row, with its 95% interval as a line and its figure beside it."""
    span = WIDTH - LABEL - 60
    parts = []
    for place, (name, mean) in enumerate(rows):
        top = 8 + place * (BAR + 8)
        middle = top + BAR / 2
        low, high = LABEL + mean.low * span, LABEL + mean.high * span
        parts += [
            _text(LABEL - 8, middle + 4, name, "end"),
            f'<rect x="{LABEL}" y="{top}" width="{mean.value * span:.1f}" height="{BAR}" fill="{COLOURS[0]}"/>',
            _line(low, middle, high, middle, "whisker"),
            _line(low, middle - 5, low, middle + 5, "whisker"),
            _line(high, middle - 5, high, middle + 5, "whisker"),
            _text(WIDTH - 52, middle + 4, f"{mean.value:.2f}", "start"),
        ]
    return _svg(title, WIDTH, 12 + len(rows) * (BAR + 8), parts)


def risk_curve(title: str, points: Sequence[tuple[float, float]], axes: tuple[str, str]) -> str:
    """Risk (upward) against coverage (rightward), both 0 to 1, as steps."""
    corners, before = [], 0.0
    for coverage, risk in points:
        corners += [_at(before, risk), _at(coverage, risk)]
        before = coverage
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
    return _square(title, axes, [f'<polyline points="{path}" fill="none" stroke="{COLOURS[0]}" stroke-width="2"/>'])


def reliability_curve(title: str, bins: Sequence[Bin], axes: tuple[str, str]) -> str:
    """The share right (upward) against confidence (rightward); a dot's area is its number of questions."""
    most = max((one.count for one in bins), default=1)
    parts = [_line(*_at(0, 0), *_at(1, 1), "diagonal")]
    for one in bins:
        x, y = _at(one.confidence, one.right)
        radius = 3 + 9 * (one.count / most) ** 0.5
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{COLOURS[0]}" fill-opacity=".75">'
            f"<title>n = {one.count}</title></circle>"
        )
    return _square(title, axes, parts)


def confusion_squares(title: str, table: Mapping[str, Mapping[str, int]], names: Mapping[str, str]) -> str:
    """A square for each verdict due (downward) and given (rightward): the darker, the larger its share of the row.

    ``names`` gives the words for each verdict, in the order of both axes; every square has its count in it.
    """
    side, left, top = 92, 150, 34
    parts = [_text(left + (place + 0.5) * side, top - 12, name, "middle") for place, name in enumerate(names.values())]
    for row, (due, name) in enumerate(names.items()):
        given = table.get(due, {})
        total = sum(given.values())
        middle = top + (row + 0.5) * side
        parts.append(_text(left - 10, middle + 4, f"{name} ({total})", "end"))
        for column, verdict in enumerate(names):
            count = given.get(verdict, 0)
            share = count / total if total else 0.0
            x, y = left + column * side, top + row * side
            edge = ' stroke-width="3"' if verdict == due else ""
            parts += [
                f'<rect class="square" x="{x}" y="{y}" width="{side - 4}" height="{side - 4}"{edge} '
                f'fill="{COLOURS[0]}" fill-opacity="{0.08 + 0.5 * share:.2f}"/>',
                _text(x + side / 2 - 2, y + side / 2, str(count), "middle"),
                _text(x + side / 2 - 2, y + side / 2 + 17, f"{share:.0%}", "middle"),
            ]
    return _svg(title, left + len(names) * side + 8, top + len(names) * side + 8, parts)


def area_bars(title: str, rows: Sequence[tuple[str, float]], chance: str) -> str:
    """A bar from 0 to 1 for each area under a curve, and a dashed line at a half, which ``chance`` names."""
    span, height = WIDTH - LABEL - 120, 12 + len(rows) * (BAR + 8)
    half = LABEL + 60 + span / 2
    parts = []
    for place, (name, area) in enumerate(rows):
        top = 8 + place * (BAR + 8)
        parts += [
            _text(LABEL + 52, top + BAR / 2 + 4, name, "end"),
            f'<rect x="{LABEL + 60}" y="{top}" width="{area * span:.1f}" height="{BAR}" fill="{COLOURS[0]}"/>',
            _text(WIDTH - 52, top + BAR / 2 + 4, f"{area:.2f}", "start"),
        ]
    parts += [_line(half, 2, half, height, "half"), _text(half, height + 14, chance, "middle")]
    return _svg(title, WIDTH, height + 20, parts)


def latency_bars(title: str, rows: Sequence[tuple[str, float, float]]) -> str:
    """Two bars for each row: the median and the 95th percentile, in milliseconds."""
    longest = max((p95 for _, _, p95 in rows), default=1.0) or 1.0
    span = WIDTH - LABEL - 110
    parts = []
    for place, (name, p50, p95) in enumerate(rows):
        top = 8 + place * (BAR + 8)
        parts += [
            _text(LABEL - 8, top + BAR / 2 + 4, name, "end"),
            f'<rect x="{LABEL}" y="{top}" width="{p95 / longest * span:.1f}" height="{BAR}" fill="#b8cbe0"/>',
            f'<rect x="{LABEL}" y="{top}" width="{p50 / longest * span:.1f}" height="{BAR}" fill="{COLOURS[0]}"/>',
            _text(WIDTH - 104, top + BAR / 2 + 4, f"{p50:.0f} / {p95:.0f} ms", "start"),
        ]
    return _svg(title, WIDTH, 12 + len(rows) * (BAR + 8), parts)


def _square(title: str, axes: tuple[str, str], parts: Sequence[str]) -> str:
    frame = []
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        left, bottom = _at(tick, 0), _at(0, tick)
        frame += [
            _line(*_at(tick, 0), *_at(tick, 1), "grid"),
            _line(*_at(0, tick), *_at(1, tick), "grid"),
            _text(left[0], left[1] + 16, f"{tick:g}", "middle"),
            _text(bottom[0] - 6, bottom[1] + 4, f"{tick:g}", "end"),
        ]
    middle = EDGE + SIDE / 2
    frame.append(_text(middle, SIDE + 48, axes[0], "middle"))
    frame.append(
        f'<text x="12" y="{SIDE / 2 + 10}" text-anchor="middle" transform="rotate(-90 12 {SIDE / 2 + 10})">'
        f"{escape(axes[1])}</text>"
    )
    return _svg(title, SIDE + EDGE + 16, SIDE + 56, [*frame, *parts])


def _at(across: float, up: float) -> tuple[float, float]:
    return EDGE + across * SIDE, 10 + (1 - up) * SIDE


def _svg(title: str, width: float, height: float, parts: Sequence[str]) -> str:
    head = f'<svg role="img" viewBox="0 0 {width:g} {height:g}" width="{width:g}" height="{height:g}">'
    return f"{head}<title>{escape(title)}</title>{''.join(parts)}</svg>"


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
