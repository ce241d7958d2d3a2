"""What the pages of releases ask and show."""
