"""Pip's report of what it would install, as a requirements file with the hash of every package."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def hashed(report: dict[str, Any]) -> str:
    """A line for each package but our own, by name: 'name==version --hash=sha256:...'."""
    lines = []
    for item in report["install"]:
        archive = item["download_info"].get("archive_info")
        if archive is not None:
            name, version = item["metadata"]["name"], item["metadata"]["version"].split("+")[0]
            lines.append(f"{name.lower()}=={version} --hash=sha256:{archive['hashes']['sha256']}\n")
    return "".join(sorted(lines))


if __name__ == "__main__":
    print(hashed(json.loads(Path(sys.argv[1]).read_text("utf-8"))), end="")
