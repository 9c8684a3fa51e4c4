"""`powertools layer`: a Lambda layer with this toolkit and what its extras need, for a Python and an architecture."""

from __future__ import annotations

import os
import platform
import sys
import tempfile

import click

from aws_lambda_powertools.local.errors import LocalError
from aws_lambda_powertools.local.layers import ARCHITECTURES, PYTHONS, Content, Layer

MEGABYTE = 1_000_000


@click.command("layer", short_help="Build a Lambda layer.")
@click.option(
    "--python",
    "version",
    type=click.Choice(PYTHONS),
    default=None,
    help="Version of the Lambda runtime. Default: that of this Python.",
)
@click.option(
    "--arch",
    "architecture",
    type=click.Choice(list(ARCHITECTURES)),
    default=None,
    help="Architecture of the function. Default: that of this machine.",
)
@click.option(
    "--extra",
    "extras",
    multiple=True,
    metavar="NAME",
    help="Extra whose packages the layer carries too (parser, all, ...). May be given several times.",
)
@click.option("-o", "--output", default="layer.zip", show_default=True, metavar="FILE", help="Where to write the zip.")
def command(version: str | None, architecture: str | None, extras: tuple[str, ...], output: str) -> int:
    """Build a Lambda layer with this version of the toolkit.

    Its content lies under python/, without bytecode, without boto3, which the runtime has, and without the command
    powertools and the testing kit. The same content gives the same bytes, so that a deployment sees what has changed.
    """
    _check(output)
    layer = Layer(version or _this_python(), architecture or _this_architecture(), extras)
    with tempfile.TemporaryDirectory() as directory:
        root = os.path.join(directory, "python")
        content = _built(layer, root)
        content.write(output)
    _show(layer, content, output)
    return 0


def _check(output: str) -> None:
    directory = os.path.dirname(output) or "."
    if not os.path.isdir(directory):
        raise LocalError(f"There is no directory {directory!r} to write {os.path.basename(output)!r} to.")
    if os.path.isdir(output):
        raise LocalError(f"{output!r} is a directory.", f"Name the file, as in -o {os.path.join(output, 'layer.zip')}")


def _this_python() -> str:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    if version not in PYTHONS:
        raise LocalError(f"Lambda has no Python {version}.", f"Choose one with --python: {', '.join(PYTHONS)}.")
    return version


def _this_architecture() -> str:
    return "arm64" if platform.machine().lower() in ("arm64", "aarch64") else "x86_64"


def _built(layer: Layer, root: str) -> Content:
    """The content of a layer; a terminal shows what is being done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", total=2)
        for step in layer.build(root):
            progress.update(task, description=step)
            progress.advance(task)
    return Content.of(root)


def _show(layer: Layer, content: Content, output: str) -> None:
    zipped = os.path.getsize(output)
    extras = f" with {', '.join(layer.extras)}" if layer.extras else ""
    click.echo(f"{output}: Python {layer.version}, {layer.architecture}{extras}")
    width = max(len(name) for name in content.sizes)
    for name, size in sorted(content.sizes.items(), key=lambda item: (-item[1], item[0])):
        click.echo(f"  {name:<{width}}  {size / MEGABYTE:6.2f} MB")
    click.echo(f"{content.size / MEGABYTE:.2f} MB unzipped, {zipped / MEGABYTE:.2f} MB zipped")
