"""The command ``totkit``: options -> one call of ``workflow`` -> the record, printed.

Data goes to stdout, messages to stderr. No rules stand here.
"""

from totkit.cli.main import main

__all__ = ["main"]
