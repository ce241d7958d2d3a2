"""What may leave the house: the one place through which every byte that leaves passes.

A `Profile` (data) says what leaves; `Policy.release` makes of a happening what the profile allows, or says why it is held back. A
format takes `Released` alone, which nothing but a policy makes.
"""

from __future__ import annotations

from rasid.publish.policy.leaving import OF_WHAT_STAYS
from rasid.publish.policy.policy import Held, Policy, Released
from rasid.publish.policy.wording import said

__all__ = ["OF_WHAT_STAYS", "Held", "Policy", "Released", "said"]
