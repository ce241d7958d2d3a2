"""What comes back into a project, or comes into it from others: tables of ours that a person edited, and rows of ACLED and UCDP GED."""
