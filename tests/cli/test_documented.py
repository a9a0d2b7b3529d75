"""Every command and option stands in the reference, and nothing that is not there."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import click
import pytest

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def commands():
    """Yield every command with its full name."""
    from totkit.cli.main import COMMANDS

    for name, (module, _help) in COMMANDS.items():
        command = getattr(import_module(module), name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {verb}", item) for verb, item in command.commands.items())
        else:
            yield name, command


FOUND = dict(commands())


@pytest.mark.parametrize("name", FOUND)
def test_command_and_its_options_are_in_the_reference(name):
    text = REFERENCE.read_text(encoding="utf-8")
    assert f"totkit {name}" in text
    options = {
        option for item in FOUND[name].params if isinstance(item, click.Option) for option in item.opts
    }
    assert {option for option in options if f"`{option}" not in text and f" {option}" not in text} == set()


def test_reference_names_no_option_that_is_not_there():
    known = {
        option
        for command in FOUND.values()
        for item in command.params
        for option in (*item.opts, *item.secondary_opts)
    }
    known |= {"--help", "--version"}
    named = set(re.findall(r"`(--[a-z-]+)", REFERENCE.read_text(encoding="utf-8")))
    assert named - known == set()
