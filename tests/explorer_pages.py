"""The kinds of pages that a browser visits, by their addresses when served."""

from __future__ import annotations

__all__ = ["PAGES"]

PAGES = [
    "/", "/search?q=causes+of+osteoporosis", "/term/CHEBI:16796", "/term/bkg:increases",
    "/claim/001-070", "/claims?about=magnesium", "/conflicts",
    "/conflict/alcohol-heavy-or-occasional", "/documents", "/document/001", "/studies",
    "/study/amstrup-2015", "/terms", "/why?subject=melatonin&object=bone+mineral+density",
    "/paths?a=melatonin&b=bone+resorption",
    "/compare?thing=1+mg+melatonin&thing=3+mg+melatonin", "/gaps?about=melatonin", "/matrix",
    "/catalogue",
    "/catalogue/food-sources?entity=magnesium",
    "/catalogue/benefits?entity=magnesium&is-evidence=author+statement",
    "/claims?about=magnesium&is-kind=effect&is-bearing=raises",
    "/query?query=SELECT+*+%7B+%3Fc+a+bkg%3AConflict+%7D", "/check", "/check/001", "/docs",
    "/docs/model", "/why?subject=calcium&object=bone",
]  # fmt: skip
