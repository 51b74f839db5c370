"""The colours of all pages, light and dark, and which pairs must be told apart."""

from __future__ import annotations

LIGHT: dict[str, str] = {
    "paper": "#ffffff", "ink": "#16202a", "muted": "#56616c", "hair": "#eceff2", "rule": "#8a949e",
    "plan": "#0b5394", "plan_text": "#ffffff", "alert": "#b8460b", "alert_text": "#ffffff", "base": "#7f8a94",
    "mid": "#5b93c6", "ochre": "#bd8420", "ochre_text": "#8a5d0e", "home": "#274c6b", "home_text": "#ffffff",
    "built": "#d6e6f5", "built_text": "#16202a", "bought": "#f2f4f6", "bought_text": "#16202a", "code": "#f2f4f6",
}
DARK: dict[str, str] = {
    "paper": "#12171c", "ink": "#e9eef3", "muted": "#aab5c0", "hair": "#283039", "rule": "#7b8792",
    "plan": "#6fb3f2", "plan_text": "#12171c", "alert": "#ff9a5c", "alert_text": "#12171c", "base": "#8b97a3",
    "mid": "#4a86bd", "ochre": "#d9a441", "ochre_text": "#e3b45c", "home": "#a9d0f5", "home_text": "#12171c",
    "built": "#1f425f", "built_text": "#e9eef3", "bought": "#1c232b", "bought_text": "#e9eef3", "code": "#1c232b",
}
# text on its ground: 4.5 to 1 at least
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("ink", "paper"), ("muted", "paper"), ("plan", "paper"), ("alert", "paper"), ("ochre_text", "paper"),
    ("home_text", "home"), ("built_text", "built"), ("bought_text", "bought"), ("plan_text", "plan"),
    ("alert_text", "alert"), ("ink", "code"),
)
# lines and marks on paper: 3 to 1 at least; tints (built, bought, hair) carry an outline in `rule` or a printed value
MARK_PAIRS: tuple[tuple[str, str], ...] = (
    ("plan", "paper"), ("alert", "paper"), ("base", "paper"), ("mid", "paper"), ("ochre", "paper"),
    ("home", "paper"), ("rule", "paper"),
)


def luminance(colour: str) -> float:
    """Relative luminance of an sRGB colour `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
