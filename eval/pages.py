"""The HTML pages of evaluation, each one file that needs nothing else: ``templates`` filled with words and values."""

from __future__ import annotations

import functools

import jinja2

from app.messages import messages


def render(template: str, prefix: str, **values: object) -> str:
    """``templates/TEMPLATE.html`` with ``values``, and as ``words`` the messages whose keys begin with ``prefix``."""
    words = {key.removeprefix(prefix): text for key, text in messages().items() if key.startswith(prefix)}
    return _templates().get_template(f"{template}.html").render(words=words, **values)


@functools.cache
def _templates() -> jinja2.Environment:
    loader = jinja2.PackageLoader("eval", "templates")
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
