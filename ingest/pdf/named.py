"""What pypdf knows and pdfium does not tell: glyphs with a joined name, and layers that are off."""

from __future__ import annotations

import re

import pypdf

_JOINED = re.compile(r"/?[A-Za-z](?:_[A-Za-z])+$")
# These codes pdfium gives to line ends of its own too.
_SPACES = "\t\n\r"
_FIRST_UNNAMED, _LAST_UNNAMED = 0x80, 0x9F


def joined_glyphs(page: pypdf.PageObject) -> dict[int, str]:
    """The letters of every code that pdfium shows as a control character and the page's fonts call 'f_h' or the like.

    A code that two fonts of the page name differently is left out. Source: Adobe Glyph List Specification, section 2.
    """
    found: dict[int, set[str]] = {}
    try:
        fonts = page["/Resources"]["/Font"].values()  # type: ignore[index]
        for font in fonts:
            encoding = font.get_object().get("/Encoding")
            encoding = encoding.get_object() if encoding is not None else None
            differences = encoding.get("/Differences", []) if isinstance(encoding, dict) else []
            code = 0
            for entry in differences:
                if isinstance(entry, int):
                    code = int(entry)
                    continue
                if _FIRST_UNNAMED <= code <= _LAST_UNNAMED or (code < 0x20 and chr(code) not in _SPACES):
                    found.setdefault(code, set()).add(str(entry))
                code += 1
    except Exception:  # noqa: BLE001 (a damaged font costs its ligatures only)
        return {}
    single = {code: next(iter(names)) for code, names in found.items() if len(names) == 1}
    return {code: name.lstrip("/").replace("_", "") for code, name in single.items() if _JOINED.match(name)}


def has_layers_off(reader: pypdf.PdfReader) -> bool:
    """Whether the file has optional content that is not shown by default."""
    try:
        layers = reader.root_object.get("/OCProperties")
        default = layers.get_object()["/D"].get_object() if layers is not None else {}
        off = default.get("/OFF")
        return bool(off is not None and len(off.get_object())) or default.get("/BaseState") == "/OFF"
    except Exception:  # noqa: BLE001 (a damaged catalogue: nothing is known of layers)
        return False
