"""What the review page is made of: a report opened with its events, their fields in words, candidates, and what forms say."""
