"""ONNX Runtime, which tells its maker of every session unless it is forbidden to, tells nobody anything."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOADS = "from index.embedded.engine import Engine; Engine().upper(Engine().lower([5, 6, 7]))"


@pytest.mark.usefixtures("model")
def test_loading_and_using_the_model_connects_to_nobody_and_keeps_no_identity(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as proxy:
        proxy.setblocking(False)
        address = f"http://127.0.0.1:{proxy.getsockname()[1]}"
        proxies = dict.fromkeys(("https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "ALL_PROXY"), address)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
        own = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(ROOT)}
        subprocess.run([sys.executable, "-c", LOADS], env=kept | proxies | own, cwd=tmp_path, check=True)
        with pytest.raises(BlockingIOError):
            proxy.accept()
    assert list(tmp_path.iterdir()) == []
