"""Questions answered, word for word, from the registered sources: ``Assistant.load().ask("...")``."""

from __future__ import annotations

from app.assistant import Assistant
from app.records import Answer, Citation, Quote, Turn

__all__ = ["Answer", "Assistant", "Citation", "Quote", "Turn"]
