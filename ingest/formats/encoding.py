"""Bytes to text: by byte order mark, by what the bytes are, by what a page declares.

Source: WHATWG, Encoding standard (labels) and HTML standard, 13.2.3 (determining the character encoding). A page's own
label gives way to bytes that are UTF-8: the label of the server, which browsers obey first, is not kept in a file.
"""

from __future__ import annotations

import codecs
import re

from ingest.policy import READING

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MANY = rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_LETTERS = re.compile(_MANY)
_RUNS = re.compile(rb"((?:[\x00-\x7f]|" + _MANY + rb")+)|([\x80-\xff]+?)", re.DOTALL)
_COMMENT = re.compile(rb"<!--.*?(?:-->|$)", re.DOTALL)
_META = re.compile(rb"<meta[\s/][^>]*>", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]*\sencoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_LABELS = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii", "x-cp1252"), "cp1252"),
    **dict.fromkeys(("windows-1252", "cp1252", "ansi_x3.4-1968", "cp819", "x-user-defined"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5", "l5"), "cp1254"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis"), "cp932"),
    **dict.fromkeys(("ks_c_5601-1987", "euc-kr"), "cp949"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "unicode", "unicode-1-1-utf-8", "utf8", "utf-8"), "utf-8"),
    "macintosh": "mac_roman",
    "x-mac-roman": "mac_roman",
}
_SAMPLE = 4096
_HEAD = 1_000_000


def decode(content: bytes, declared: str = "") -> tuple[str, int]:
    """``content`` as text, and how many of its bytes did not fit the encoding.

    Such bytes in UTF-8 are read as Windows-1252, from which they mostly stray; elsewhere they become U+FFFD.
    ``declared`` is the label of an encoding, '' for none: UTF-8, or Windows-1252 where that does not fit at all.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decoded(content[len(mark) :], name)
    wide = _wide(content)
    if wide:
        return _decoded(content, wide)
    try:
        return content.decode("utf-8"), 0
    except UnicodeDecodeError:
        codec = _codec(declared)
    letters = sum(1 for _ in _LETTERS.finditer(content))
    bad = sum(1 for match in _RUNS.finditer(content) if match[2])
    if letters > READING.certain * bad or (codec in ("", "utf-8") and letters >= bad):
        return _decoded(content, "utf-8")
    return _decoded(content, "cp1252" if codec in ("", "utf-8") else codec)


def declared_encoding(content: bytes) -> str:
    """The label that a page gives its encoding, '' when it gives none."""
    found = _XML.match(content[:_SAMPLE])
    if found:
        return found[1].decode("ascii", "replace")
    for tag in _META.finditer(_COMMENT.sub(b"", content[:_HEAD])):
        label = _CHARSET.search(tag.group())
        if label:
            return label[1].decode("ascii", "replace")
    return ""


def _codec(label: str) -> str:
    """The codec of a label, '' when it is none or not one of text."""
    name = label.strip().lower()
    if name in _LABELS:
        return _LABELS[name]
    try:
        b"".decode(name or "?")
        return codecs.lookup(name).name
    except (LookupError, UnicodeError, ValueError):
        return ""


def _decoded(content: bytes, name: str) -> tuple[str, int]:
    if name != "utf-8":
        text = content.decode(name, "replace")
        return text, text.count("\N{REPLACEMENT CHARACTER}")
    parts, bad = [], 0
    for match in _RUNS.finditer(content):
        if match[1]:
            parts.append(match[1].decode("utf-8", "replace"))
        else:
            parts.append(match[2].decode("cp1252", "replace"))
            bad += 1
    return "".join(parts), bad


def _wide(content: bytes) -> str:
    """'utf-16-le' or 'utf-16-be' for two bytes a letter without a byte order mark, else ''."""
    sample = content[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or len(content) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most, fewest = 0.7 * len(sample) / 2, 0.1 * len(sample) / 2
    if odd > most and even < fewest:
        return "utf-16-le"
    return "utf-16-be" if even > most and odd < fewest else ""
