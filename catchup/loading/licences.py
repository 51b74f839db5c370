"""Sources that must never ship in a profile, and those that may be quoted but not copied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from catchup.errors import Problem
from catchup.yamlio import Document

_NEVER = (
    (re.compile(r"transparency international|corruption perceptions?", re.I),
     "Transparency International scores (CC BY-ND)", "use control_of_corruption of the World Bank's WGI"),
    (re.compile(r"\btortoise\b", re.I), "the Tortoise index (proprietary)", "use Epoch AI or national figures"),
    (re.compile(r"telegeography", re.I), "TeleGeography cable counts (CC BY-NC-SA)", "count from another source"),
    (re.compile(r"(moody|fitch|standard (&|and) poor|s&p).*\bratings?\b|\bsovereign (credit )?ratings?\b(?!-based)",
                re.I),
     "agency ratings", "use Damodaran's rating-based spread"),
)
_SINGLE_FACTS = re.compile(r"\bETO\b|emerging technology observatory", re.I)
MOST_SINGLE_FACTS = 12


def check_licences(document: Document, sources: Any, cited: dict[str, int]) -> Iterator[Problem]:
    """Refuse sources on the never list; `cited` says how often each source is used."""
    for key, raw in (sources.items() if isinstance(sources, dict) else ()):
        if not isinstance(raw, dict):
            continue
        for name in ("title", "publisher", "licence"):
            yield from _refused(document, key, name, raw.get(name))
        text = f"{raw.get('title')} {raw.get('publisher')}"
        if _SINGLE_FACTS.search(text) and cited.get(key, 0) > MOST_SINGLE_FACTS:
            message = f'source "{key}" is cited {cited[key]} times; its licence (CC BY-NC) allows single facts only'
            yield document.problem(("sources", key), "E026", message, f"keep at most {MOST_SINGLE_FACTS}", key=True)


def _refused(document: Document, key: str, name: str, text: Any) -> Iterator[Problem]:
    for pattern, what, instead in _NEVER:
        if isinstance(text, str) and pattern.search(text):
            yield document.problem(("sources", key, name), "E026", f"{what} must not ship in a profile", instead)
            return
