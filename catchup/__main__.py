"""`python -m catchup` is the same as `catchup`."""

from catchup.cli import main

if __name__ == "__main__":
    main()
