"""Money of the three payers, delivery capacity of the state, and people."""

from __future__ import annotations

from catchup.figures import Figures
from catchup.model.problem import Calendar, Delivery, Money, Series, Skill
from catchup.prepare.prices import PriceBook
from catchup.schema.chain import Chain
from catchup.schema.profile import Profile


def money(figures: Figures, calendar: Calendar, gdp: Series, committed: Series) -> Money:
    """Limits by year.   [USD m a year]

    domestic = kappa GFCF; foreign = phi FDI inflow; budget = share of GDP; ordinary = multiple of present investment.
    """
    def share(path: str, factor: float = 1.0) -> dict[int, float]:
        return {t: gdp[t] * figures(path) * factor for t in calendar.years}

    model = "chain.model"
    public = "profile.public_money"
    return Money(
        gdp={t: gdp[t] for t in calendar.years}, revenue=share(f"{public}.general_revenue"),
        budget=share(f"{public}.budget_share"),
        domestic_cap=share("profile.economy.fixed_capital_formation", figures(f"{model}.kappa_gfcf")),
        foreign_cap=share("profile.economy.fdi_inflow", figures(f"{model}.phi_fdi")),
        committed=committed, borrow_limit=share(f"{public}.borrow_limit"), debt_limit=share(f"{public}.debt_limit"),
        debt_rate=figures(f"{model}.rf_real") + figures(f"{public}.sovereign_spread"),
        reserve_limit=share(f"{public}.budget_share", figures(f"{model}.reserve_cap")),
        pub_surplus_share=figures(f"{model}.theta_pub_surplus"), tax_share=figures(f"{model}.tau_private_surplus"),
        remitted=figures(f"{model}.profit_remitted_share"), funds_cost=figures(f"{model}.mcpf"),
        slack_price=figures(f"{model}.slack_price_multiple"),
        ordinary_limit=share(f"{public}.present_investment", figures(f"{model}.ordinary_cap_multiple")),
        outlay_limit=share(f"{model}.outlay_limit_share"),
        exchange_room=exchange_room(figures, calendar, gdp),
        exchange_premium=figures(f"{model}.exchange_premium"),
    )


def exchange_room(figures: Figures, calendar: Calendar, gdp: Series) -> Series | None:
    """share x reserves, growing with output, where reserves last less than the months that count as ample; else None.

    [USD m a year]
    """
    model = "chain.model"
    reserves, imports = figures("profile.economy.reserves"), figures("profile.economy.imports")
    if reserves / imports * 12.0 >= figures(f"{model}.exchange_ample_months"):
        return None
    room, first = 1000.0 * reserves * figures(f"{model}.exchange_room_share"), gdp[calendar.first]
    return {t: room * gdp[t] / first for t in calendar.years}


def delivery(figures: Figures, calendar: Calendar, gdp: Series) -> Delivery:
    """Mission delivery capacity: D(t) = (1 - decay) D(t-1) + reform(t - lead), D <= a share of GDP.   [USD m a year]"""
    model = "chain.model"
    return Delivery(
        start=figures("profile.governance.delivery_capacity"),
        decay=figures(f"{model}.delivery_decay"), upkeep=figures(f"{model}.delivery_upkeep_share"),
        setup=figures(f"{model}.delivery_setup_cost"), lead=round(figures(f"{model}.delivery_lead_years")),
        seed={t: gdp[t] * figures(f"{model}.delivery_seed") for t in calendar.years},
        growth=figures(f"{model}.delivery_growth"),
        maximum={t: gdp[t] * figures(f"{model}.delivery_max") for t in calendar.years},
    )


def skills(figures: Figures, profile: Profile, chain: Chain, calendar: Calendar, prices: PriceBook) -> dict[str, Skill]:
    """People by skill: what the plan can reach, what training and attraction add."""
    model = "chain.model"
    out = {}
    for skill_id, skill in chain.skills.items():
        base = f"profile.people.{skill_id}"
        if not figures.has(f"{base}.stock"):
            continue
        graduates = figures(f"{base}.graduates")
        seed = figures("chain.assets.training_places.growth.seed")
        growth = figures("chain.assets.training_places.growth.rate")
        abroad = figures(f"{base}.abroad") * figures(f"{model}.diaspora_return_rate")
        blocks = tuple(
            (abroad * figures(f"{model}.attract_block_{i}_share"), figures(f"{model}.attract_block_{i}_pay"))
            for i in (1, 2, 3)
        )
        out[skill_id] = Skill(
            id=skill_id, name=skill.name, reachable=figures(f"{base}.stock") * figures(f"{base}.reachable"),
            pay=prices.pay(skill_id) / 1e6, study_years=max(1, round(figures(f"chain.skills.{skill_id}.study_years"))),
            training_cost=figures(f"chain.skills.{skill_id}.training_cost") / 1e6,
            places={t: graduates * seed * (1.0 + growth) ** (t - calendar.first) for t in calendar.years},
            abroad=blocks, relocation=figures(f"{model}.relocation_cost") / 1e6,
            attrition=figures(f"{model}.attrition_employed"),
        )
    return out
