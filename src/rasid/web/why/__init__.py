"""Where a value comes from, in steps that a reader walks: the figure, the account, the event, the words, who decided, the report."""
