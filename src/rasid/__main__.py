"""`python -m rasid`: the same as the command `rasid`."""

from rasid.cli import main

if __name__ == "__main__":
    main()
