"""Files -> Problem: the one place where the records of a run become plain numbers by year."""

from __future__ import annotations

from dataclasses import dataclass, replace

from catchup.figures import Figures
from catchup.frontier import Frontier, frontier_path
from catchup.model.aims import Aim, Goal
from catchup.model.problem import Calendar, ExportBlock, Good, GrowthRow, Problem, Series
from catchup.prepare import demands as demand_rows
from catchup.prepare import shocks, state
from catchup.prepare.activities import activities
from catchup.prepare.economy import gdp_path, spending_path
from catchup.prepare.levers import Levers, policy
from catchup.prepare.prices import PriceBook, export_widths
from catchup.prepare.standing import StandingStock
from catchup.prepare.starts import seeds
from catchup.prepare.techs import all_techs
from catchup.prepare.workshop import Workshop
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile
from catchup.schema.strategy import Strategy

FIRST, LAST, SHOWN = 2026, 2045, 2040
HOURS = 8766.0


@dataclass(frozen=True)
class Setting:
    """A Problem with what is needed to read its answer."""

    problem: Problem
    frontier: Frontier
    stock: StandingStock
    spending: Series
    prices: PriceBook


def calendar_of(as_of: str) -> Calendar:
    """An order of this year is still possible in its first half only."""
    year, month = int(as_of[:4]), int(as_of[5:7])
    first_order = year if month <= 6 else year + 1
    return Calendar(first=FIRST, last=LAST, shown=SHOWN, first_order=min(max(first_order, FIRST), SHOWN))


def scenario_numbers(figures: Figures) -> dict[str, float]:
    """The scenario's parameters as plain numbers, by the names of the equations."""
    prefix = "scenario.parameters."
    return {p.removeprefix(prefix): figures(p) for p in figures.quantities if p.startswith(prefix)}


def prepare(
    figures: Figures, profile: Profile, chain: Chain, strategy: Strategy, as_of: str,
    only: frozenset[tuple[str, str]] | None = None,
) -> Setting:
    """Everything the rows need for one country, scenario and strategy; `only` narrows the assets and modes."""
    calendar = calendar_of(as_of)
    frontier = frontier_path(scenario_numbers(figures))
    gdp = gdp_path(figures, calendar, profile.economy.gdp.year)
    spending = spending_path(figures, calendar, gdp, frontier)
    levers = Levers(figures, chain, strategy, calendar)
    prices = PriceBook(figures, chain, calendar, levers.tariffs())
    stock = StandingStock(figures, profile, chain, calendar)
    starts = {asset: seeds(figures, chain, profile, calendar, gdp, asset) for asset in chain.assets}
    left = {supported: levers.loss_left(supported=supported) for supported in (False, True)}
    shop = Workshop(figures, chain, profile, calendar, prices, stock, starts, strategy.location_rent, left)
    techs = all_techs(shop, orders=strategy.new_orders, only=only)
    rate = figures("chain.model.social_discount_rate")
    discount = {t: (1.0 + rate) ** -(t - calendar.first) for t in calendar.years}
    demands = demand_rows.demand_data(
        figures, chain, calendar, frontier, spending, _fleet(figures, chain, stock, calendar),
        levers.closed_routes(), levers.distils())
    problem = Problem(
        site=profile.country.iso3, calendar=calendar,
        discount=discount,
        goods=_goods(figures, chain, profile, calendar, prices),
        techs=techs, activities=activities(figures, chain, prices), demands=demands,
        growth=_growth(figures, shop),
        experience=_experience(figures, chain),
        money=state.money(figures, calendar, gdp, stock.committed()),
        delivery=state.delivery(figures, calendar, gdp),
        skills=state.skills(figures, profile, chain, calendar, prices),
        construction_people=_construction(figures),
        entry_discount=figures("chain.economics.entry_discount"), aim=_aim(figures, strategy),
        policy=policy(levers, shop, techs, gdp, figures("profile.demand.government_share")),
        extras={k: figures(f"chain.model.{k}") for k in ("gap_public_cap", "revenue_warn_share")},
        denial=shocks.denial(figures, chain, calendar, discount, frontier, demands),
        import_caps=shocks.import_caps(figures, chain, profile, calendar, stock),
    )
    return Setting(problem, frontier, stock, spending, prices)


def _fleet(figures: Figures, chain: Chain, stock: StandingStock, calendar: Calendar) -> dict[int, float]:
    """Machines that stand today or are under way.   [H100e]"""
    per_dollar = figures("chain.model.h100e_per_usd_m")
    out = dict.fromkeys(calendar.years, 0.0)
    for asset_id, asset in chain.assets.items():
        if asset.vintage is not None:
            life = max(1, round(figures(f"chain.assets.{asset_id}.life_years")))
            for mode in asset.modes:
                existing, coming = stock.existing(asset_id, mode, life), stock.programme(asset_id, mode, life)
                for t in out:
                    out[t] += per_dollar * (existing[t] + coming[t])
    return out


@dataclass(frozen=True)
class Before:
    """What a strategy has to know of the baseline: need from abroad and foreign exchange out by year, and its W."""

    need: Series
    welfare: float
    exchange: Series


def with_baseline(setting: Setting, before: Before) -> Setting:
    """The same setting, knowing the plan of `import`."""
    known = replace(
        setting.problem, baseline_need=before.need, baseline_welfare=before.welfare, baseline_exchange=before.exchange)
    return replace(setting, problem=known)


def _goods(
    figures: Figures, chain: Chain, profile: Profile, calendar: Calendar, prices: PriceBook
) -> dict[str, Good]:
    supply = {
        "firm_power": figures("profile.power.spare_firm"),
        "grid_connection": figures("profile.power.spare_connection"),
        "electricity": figures("profile.power.spare_firm") * HOURS / 1000.0,
        "grid_flexibility": figures("profile.power.spare_flexibility"),
    }
    out = {}
    for good_id, commodity in chain.commodities.items():
        sells = commodity.trade in ("sell", "both")
        blocks: tuple[ExportBlock, ...] = ()
        if sells:
            blocks = tuple(
                ExportBlock(export_widths(figures, good_id, i, calendar),
                            figures(f"chain.economics.export_blocks.{i}.value"))
                for i in range(len(chain.economics.export_blocks)))
        out[good_id] = Good(
            id=good_id, name=commodity.name, layer=commodity.layer, unit=commodity.unit,
            buy_price=prices.bought(good_id), sell_price=prices.world(good_id) if sells else None,
            home_price=prices.home(good_id), blocks=blocks,
            supply=dict.fromkeys(calendar.years, supply.get(good_id, 0.0)), given=good_id in supply,
            offset=commodity.offset, tariff=prices.tariffs.get(good_id, 0.0),
        )
    return out


def _growth(figures: Figures, shop: Workshop) -> dict[str, GrowthRow]:
    return {
        asset: GrowthRow(seed, figures(f"chain.assets.{asset}.growth.rate"), shop.stock.carried(asset))
        for asset, seed in shop.seeds.items()}


def _experience(figures: Figures, chain: Chain) -> dict[str, tuple[str, float]]:
    out = {}
    for asset_id, asset in chain.assets.items():
        if asset.experience is not None:
            teacher = asset.experience.asset
            size = chain.assets[teacher].unit_size
            per_unit = figures(f"chain.assets.{teacher}.unit_size") if size is not None else 1.0
            own = figures(f"chain.assets.{asset_id}.unit_size") if asset.unit_size is not None else 1.0
            years = figures(f"chain.assets.{asset_id}.experience.threshold")
            out[asset_id] = (teacher, years * per_unit / own)
    return out


def _construction(figures: Figures) -> dict[str, float]:
    people = figures("chain.model.staff_construction_per_musd") * figures("chain.model.skilled_share_construction")
    return {"technician": people * 0.5, "engineer": people * 0.5}


def _aim(figures: Figures, strategy: Strategy) -> Aim:
    goals = tuple(
        Goal(t.measure, t.year, figures(f"strategy.targets.{i}.at_least"),
             figures(f"strategy.targets.{i}.price") if t.price is not None else None)
        for i, t in enumerate(strategy.targets))
    support = None if strategy.public_money_on == "all" else frozenset(strategy.public_money_on)
    if not strategy.new_support:
        support = frozenset()
    return Aim(
        objective=strategy.objective, second_stage_share=figures.get("strategy.second_stage_share", 0.98),
        new_orders=strategy.new_orders, support=support, forbid=frozenset(strategy.forbid),
        beyond=strategy.benefits_beyond, location_rent=strategy.location_rent, goals=goals,
    )
