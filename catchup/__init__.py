"""Costed, ordered and sourced national plans for countries outside the AI supply chain.

Three verbs, three frozen values: read (`load_profile` and its sisters), solve (`make_country_plan` -> `Plan`), render
(`render_brief`, `render_compare`). Each name is loaded when it is first used.
"""

from __future__ import annotations

from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "InputError": "catchup.errors",
    "NoAnswer": "catchup.errors",
    "OutputError": "catchup.errors",
    "Plan": "catchup.plan",
    "Problem": "catchup.errors",
    "SolverError": "catchup.errors",
    "check_files": "catchup.checks",
    "from_json": "catchup.plan",
    "load_chain": "catchup.load",
    "load_profile": "catchup.load",
    "load_scenario": "catchup.load",
    "load_strategy": "catchup.load",
    "make_country_plan": "catchup.solve",
    "render_brief": "catchup.brief",
    "render_compare": "catchup.compare_page",
    "to_json": "catchup.plan",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    """The public name, from the module that is its home."""
    if name == "__version__":
        from importlib.metadata import version

        return version("catchup")
    if name not in _HOMES:
        raise AttributeError(f"module 'catchup' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return sorted({*globals(), *_HOMES})
