"""`python -m onrecord`: the `onrecord` command."""

from ui.cli import main

if __name__ == "__main__":
    main()
