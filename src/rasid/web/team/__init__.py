"""A team before the pages: where it is reached, cookies, who comes back by one."""
