"""A release: what a profile lets out of a project, as one citable folder that anybody can check, cite, load and host.

`package` makes the folder out of what a policy released, and of nothing else; `checking` verifies one without the project. Who signs, and
what earlier releases held, is the project's business (`rasid.project.releasing`). The same project state and options give the same bytes:
no clock, no random number, no locale; every time is the release's own date.
"""
