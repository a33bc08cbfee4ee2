"""Turns ``python -m dxreport`` into the command line."""

from dxreport.cli import main

if __name__ == "__main__":
    main()
