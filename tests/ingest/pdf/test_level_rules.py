"""Tables whose rows are parted by level rules or shades alone are read row by row, and what looks like one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.typeset import ALINEA, read_typeset, texts

CELLS = """[Dorpspeil], [een paal op het plein die het waterpeil van de sloten laat zien], [de dorpsraad],
  [Meldpunt], [één nummer voor alle verzakkingen, dat ook in het weekend bereikbaar is], [de gemeente],
  [Jaarlijkse schouw], [bewoners en waterschap lopen in het voorjaar samen alle sloten na], [het waterschap],
  [Regenton], [één per huis, op te halen op het gemeentehuis of bij de kringloopwinkel], [de gemeente]"""
ROWS = [
    "Dorpspeil een paal op het plein die het waterpeil van de sloten laat zien de dorpsraad",
    "Meldpunt één nummer voor alle verzakkingen, dat ook in het weekend bereikbaar is de gemeente",
    "Jaarlijkse schouw bewoners en waterschap lopen in het voorjaar samen alle sloten na het waterschap",
    "Regenton één per huis, op te halen op het gemeentehuis of bij de kringloopwinkel de gemeente",
]


@pytest.mark.parametrize(
    "drawn",
    [
        "stroke: (x: none, y: 0.5pt)",
        "stroke: none, fill: (_, y) => if calc.odd(y) { luma(225) } else { rgb(240, 246, 255) }",
        "stroke: none, column-gutter: 1pt, row-gutter: 1pt, fill: luma(230)",
    ],
)
def test_rows_between_level_rules_or_shades_are_whole(tmp_path: Path, drawn: str) -> None:
    table = f"#table(columns: (2.5cm, 1fr, 2.5cm), inset: 3pt, align: left, {drawn},\n  {CELLS})"
    document = read_typeset(tmp_path, f"{ALINEA}\n\n{table}\n\n{ALINEA}")
    assert texts(document, "table_row") == ROWS
    assert texts(document, "paragraph") == [ALINEA.strip()] * 2


def test_a_rule_drawn_for_every_cell_tells_the_columns_where_text_fills_its_cell(tmp_path: Path) -> None:
    lines = "".join(
        f"#place(dx: {x}pt, dy: {y}pt, line(length: {width}pt, stroke: 0.4pt))"
        for y in (0, 30, 60)
        for x, width in ((0, 80), (80, 120), (200, 90))
    )
    cells = "".join(
        f"#place(dx: {x}pt, dy: {y + 4}pt, block(width: {width}pt, par(justify: false)[{text}]))"
        for y, row in ((0, ("Fonds voor palen", "lening aan bewoners van dertig jaar", "de provincie")),
                       (30, ("Pomp", "een nieuwe pomp in plaats van de oude", "het waterschap")))
        for (x, width), text in zip(((0, 79), (81, 118), (202, 88)), row, strict=True)
    )  # fmt: skip
    document = read_typeset(tmp_path, f"{ALINEA}\n\n#block(height: 62pt)[{lines}{cells}]\n\n{ALINEA}")
    assert texts(document, "table_row") == [
        "Fonds voor palen lening aan bewoners van dertig jaar de provincie",
        "Pomp een nieuwe pomp in plaats van de oude het waterschap",
    ]


def test_rows_that_no_rule_parts_stay_apart(tmp_path: Path) -> None:
    rule = "table.hline()"
    rows = "[Noord], [12], [140], [Oost], [9], [75], [Zuid], [31], [260], [West], [4], [38]"
    table = f"#table(columns: (1fr, 2cm, 2cm), stroke: none, {rule}, [Wijk], [2031], [2032], {rule}, {rows}, {rule})"
    document = read_typeset(tmp_path, f"{ALINEA}\n\n{table}\n\n{ALINEA}")
    assert texts(document, "table_row") == ["Wijk 2031 2032", "Noord 12 140", "Oost 9 75", "Zuid 31 260", "West 4 38"]


def test_boxes_of_one_width_below_each_other_are_no_table(tmp_path: Path) -> None:
    box = f"#block(fill: luma(230), inset: 8pt, width: 100%)[{ALINEA}]"
    document = read_typeset(tmp_path, f"{ALINEA}\n\n{box}\n\n{box}\n\n{box}\n\n{ALINEA}")
    assert texts(document) == [ALINEA.strip()] * 5
