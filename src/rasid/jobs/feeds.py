"""The feeds that are due, asked as `rasid watch --once` does it: by a project object with a coder of its own, as servers are waited for."""

from __future__ import annotations

from collections import Counter

from rasid.intake.fetching import Fetcher
from rasid.jobs.adding import NEW, SHOWN, Added, Problem, problem_of
from rasid.jobs.releases import own
from rasid.jobs.task import Task
from rasid.model.worded import Worded, worded
from rasid.project.watching import Watcher


def ask(task: Task) -> Worded:
    """Public addresses alone, as often as `rasid watch` would at the most. Done again, what came in is there already."""
    tally, problems = Counter[str](), list[Problem]()
    with Fetcher() as fetcher:
        watcher = Watcher(own(task.project.store), fetcher, task.who)
        task.total = len(watcher.feeds())
        for outcome in watcher.round():
            tally[outcome.what] += 1
            if outcome.problem is not None and outcome.what != "notice":
                tally["wrong"] += 1
                if len(problems) < SHOWN:
                    problems.append(problem_of(outcome))
            task.step(0)
    found = Added(sum(tally[what] for what in NEW), tally["already there"], tally["wrong"], problems)
    task.result = found
    return worded(
        "reports added: {new}; there already: {there}; not as they should be: {wrong}.", new=found.new, there=found.there, wrong=found.wrong
    )
