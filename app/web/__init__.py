"""The chat page and its server. Nothing outside this room imports it but the command that starts it."""

from app.web.later import import_later

import_later("pandas")  # 40 MB that gradio imports, for components that this page has none of
