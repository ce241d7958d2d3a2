"""Floor 3, Mentions → Events: who did what to whom, where, when, with what, with what toll, and who says so."""

from rasid.coding.coder import RuleCoder

__all__ = ["RuleCoder"]
