"""The shell that all pages share: templates, filters, fonts, colours and the policy that forbids script and network."""

from __future__ import annotations

import base64
import json
from functools import cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from catchup.charts import palette
from catchup.charts.scale import text_width
from catchup.harmless import without_controls
from catchup.plan import COLUMNS, Plan
from catchup.resources import templates_dir
from catchup.words import figures

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = ("default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; base-uri 'none'; "
          "form-action 'none'")
FONTS = (("Inter", 400, "inter-400"), ("Inter", 600, "inter-600"), ("Source Serif 4", 600, "source-serif-4-600"))
# the subset fonts lack these signs: words or near signs instead, so that nothing falls back to another face
PLAIN = {
    "≥": "at least ", "≤": "at most ", "≈": "about ", "≠": "not ", "→": "to", "←": "from", "↔": "and", "‐": "-",
    "‑": "-", "‒": "–", "\u202f": "\u00a0", "\u2009": "\u00a0", "\u00ad": "", "⅓": "1/3", "▲": "", "▼": "",
}
_PLAIN = str.maketrans(PLAIN)


def plain(value: Any) -> Any:
    """Text without control characters, the signs that the fonts lack put into words; all else is passed through."""
    if isinstance(value, Markup):
        return Markup(without_controls(str(value)).translate(_PLAIN))
    return without_controls(value).translate(_PLAIN) if isinstance(value, str) else value


@cache
def environment() -> Environment:
    """The one Jinja environment: escapes everything, fails on an unknown name."""
    # a tenth of a second, so only when a page is made
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    env = Environment(
        loader=FileSystemLoader(templates_dir()), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=plain, auto_reload=False, optimized=False)
    env.filters.update(
        money=figures.money, signed_money=figures.signed_money, money_bn=figures.money_bn, years=figures.years,
        percent=figures.percent, number=figures.number, span=figures.span, grade_word=figures.grade_word,
        css_string=css_string, text_width=text_width)
    env.globals.update(c=palette.LIGHT)
    return env


def render_page(
    template: str, *, title: str, kind: str, running: str, version: str, lang: str = "en", ribbon: str = "",
    data: str = "", **context: Any,
) -> str:
    """A whole page from a template that extends base.html.jinja.

    title    of the document
    kind     beside the name in the masthead ("Country brief")
    running  foot of each printed page
    ribbon   word at the right of the masthead, in alert colour; empty for none
    data     inert JSON block (see `data_block`), empty for none
    context  what the template itself needs
    """
    return environment().get_template(template).render(
        title=title, kind=kind, running=running, version=version, lang=lang, ribbon=ribbon,
        data=Markup(data.replace("<", "\\u003c")),
        policy=POLICY, fonts=font_faces(), light=palette.LIGHT, dark=palette.DARK, **context)


def data_block(plan: Plan, tables: tuple[str, ...]) -> str:
    """Meta, scorecard and some tables of a plan as one JSON text."""
    body = {
        "schema": "catchup/page/1", "meta": dict(plan.meta), "scorecard": dict(plan.scorecard),
        "tables": {name: {"columns": list(COLUMNS[name]), "rows": [list(row.values()) for row in plan.rows(name)]}
                   for name in tables},
    }
    return json.dumps(body, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


@cache
def font_faces() -> Markup:
    """The embedded fonts as @font-face rules."""
    rules = []
    for family, weight, name in FONTS:
        data = base64.b64encode((templates_dir() / "fonts" / f"{name}.woff2").read_bytes()).decode("ascii")
        rules.append(f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:normal;font-display:block;'
                     f'src:url("data:font/woff2;base64,{data}") format("woff2")}}')
    return Markup("\n".join(rules))


def css_string(text: str) -> Markup:
    """A text as a quoted CSS string."""
    safe = "".join(c if c.isalnum() or c in " .,·–-()%" else f"\\{ord(c):x} " for c in plain(text))
    return Markup(f'"{safe}"')
