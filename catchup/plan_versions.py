"""Versions of the plan file: each has a function that turns its body into one of the next version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Body = dict[str, Any]
Step = Callable[[Body], Body]

MIGRATIONS: Mapping[str, tuple[str, Step]] = {}
"""version -> (the next version, how its body is made of the old one); a step may change the body it is given"""


def brought_up(body: Body, target: str, migrations: Mapping[str, tuple[str, Step]] | None = None) -> Body | None:
    """The body of a plan file in the target version, step by step; none where no step leads there."""
    known = MIGRATIONS if migrations is None else migrations
    for _ in range(len(known) + 1):
        version = body.get("schema")
        if version == target:
            return body
        if not isinstance(version, str) or version not in known:
            return None
        following, step = known[version]
        body = {**step(body), "schema": following}
    return None
