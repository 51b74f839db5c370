"""What a plan says about how it was made: its files, the solver, and the command that makes it again."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import catchup
from catchup.carried import carried
from catchup.load import Loaded
from catchup.resources import countries_dir, data_dir
from catchup.results.reading import Solved
from catchup.schema.chain import Chain
from catchup.schema.strategy import Strategy

if TYPE_CHECKING:
    from catchup.work import Work


def option_of(loaded: Loaded[Any]) -> str:
    """How a user names this file again: its id where it is shipped, else its path as given."""
    shipped = (countries_dir(), *(data_dir() / kind for kind in ("scenarios", "strategies", "pacts")))
    return loaded.path.stem if loaded.path.parent.resolve() in [p.resolve() for p in shipped] else loaded.shown


def named(loaded: Loaded[Any]) -> str:
    """The same as a word for a shell."""
    return shlex.quote(option_of(loaded))


def options_of(strategy: Loaded[Strategy], scenario: Loaded[Any]) -> str:
    """The options that name both again; nothing for those that a command takes by itself."""
    words = []
    for option, loaded, usual in (
            ("--strategy", strategy, "balanced"), ("--scenario", scenario, "business_as_usual")):
        name = option_of(loaded)
        words += [] if name == usual else [option, name]
        words += [word for change in loaded.changes for word in ("--set", change)]
    return "".join(f" {shlex.quote(word)}" for word in words)


def _says(loaded: Loaded[Strategy], chain: Chain) -> str:
    """What was changed for this run, the strategy in a sentence, and the levers that it pulls."""
    strategy = loaded.record
    names = [chain.levers[use.lever].name for use in strategy.levers]
    changed = f"Changed for this run: {', '.join(loaded.changes)}. " if loaded.changes else ""
    return changed + strategy.says + (f" Levers: {'; '.join(names)}." if names else "")


def plan_meta(work: Work, strategy: Loaded[Strategy], this: Solved) -> dict[str, Any]:
    """Country, strategy, scenario, hashes of the files, size of the program, and the command."""
    country, calendar, effort = work.record.country, this.problem.calendar, work.effort
    scenario = work.scenario.record
    return {
        "iso3": country.iso3, "country": country.name, "short_name": country.short_name,
        "strategy_id": strategy.record.id, "strategy_name": strategy.record.name,
        "strategy_says": _says(strategy, work.chain.record),
        "scenario_id": scenario.id, "scenario_name": scenario.name, "scenario_says": scenario.says,
        "as_of": work.as_of, "version": catchup.__version__,
        "first_year": calendar.first, "last_shown": calendar.shown, "last_solved": calendar.last,
        "profile_file": work.profile.shown, "profile_sha256": work.profile.sha256,
        "chain_sha256": work.chain.sha256, "scenario_sha256": work.scenario.sha256,
        "strategy_sha256": strategy.sha256,
        "carried": carried({
            "profile": (country.iso3, work.profile), "scenario": (scenario.id, work.scenario),
            "strategy": (strategy.record.id, strategy)}),
        "solver": "HiGHS", "solver_version": effort.version,
        "gap": this.answer.gap, "columns": this.answer.columns, "rows": this.answer.rows,
        "nonzeros": this.answer.nonzeros, "integers": this.answer.integers, "solves": effort.solves,
        "command": f"catchup brief {named(work.profile)}{options_of(strategy, work.scenario)} --as-of {work.as_of}",
        "currency": country.currency, "gdp_usd_m": this.problem.money.gdp[calendar.first],
        "discount_rate": work.figures(strategy.record)("chain.model.social_discount_rate"),
        "edition": "Finance ministry edition",
    }
