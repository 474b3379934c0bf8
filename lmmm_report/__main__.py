"""``python -m lmmm_report``."""

from lmmm_report.cli.main import main

if __name__ == "__main__":
    main()
