"""Lambda layers: what lies in one, and the zip of it.

Source: https://docs.aws.amazon.com/lambda/latest/dg/python-layers.html
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from aws_lambda_powertools.local.errors import FAILED, LocalError

NAME = "aws-lambda-powertools"
PACKAGE = "aws_lambda_powertools"

PYTHONS = ("3.10", "3.11", "3.12", "3.13", "3.14")
"""The versions of Python that both Lambda and this package have."""

ARCHITECTURES = {"x86_64": "x86_64", "arm64": "aarch64"}
"""Lambda's words, and those of wheels."""

AMAZON_LINUX_2 = ("3.10", "3.11")
"""Runtimes with glibc 2.26; later ones stand on Amazon Linux 2023 with glibc 2.34."""

LEFT_OUT = ("local", "testing")
"""Parts of the toolkit that are for the desk."""

OF_THE_RUNTIME = ("boto3", "botocore", "s3transfer")
"""Packages that the runtime has; a layer with them would be ten times as large."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a zip can name: with it for all files, the same content gives the same bytes."""

LIMIT = 250_000_000
"""Bytes that a function and its layers may have, unzipped."""


@dataclass(frozen=True)
class Layer:
    """A layer to build: for which runtime, with which extras of the toolkit."""

    version: str
    architecture: str
    extras: tuple[str, ...] = ()

    def build(self, root: str) -> Iterator[str]:
        """Fill the directory, step by step; each step is named before it is done. Raises LocalError."""
        toolkit = _toolkit()
        requirements = _requirements(toolkit, self.extras)
        yield f"Fetching {', '.join(_name(one) for one in requirements)}"
        os.makedirs(root)
        self._install(requirements, root)
        for name in OF_THE_RUNTIME:
            _remove(root, name)
        yield f"Adding {NAME} {toolkit.version}"
        _add(toolkit, root)

    def _install(self, requirements: list[str], root: str) -> None:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
        command += ["--target", root, "--implementation", "cp", "--python-version", self.version]
        command += ["--only-binary", ":all:"]
        for platform in self._platforms():
            command += ["--platform", platform]
        command += requirements  # those of this package: nobody else's words get in here
        finished = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if finished.returncode == 0:
            return
        said = finished.stderr.strip()
        if "No module named pip" in said:
            raise LocalError(f"{sys.executable} has no pip, which a layer is built with.", "python -m ensurepip")
        reason = said.rpartition("ERROR: ")[2] or said
        raise LocalError(
            f"pip can't fetch what the layer needs for Python {self.version} on {self.architecture}: {reason}",
            "Another version or fewer extras may have wheels.",
            FAILED,
        )

    def _platforms(self) -> list[str]:
        machine = ARCHITECTURES[self.architecture]
        known = ["manylinux2014", "manylinux_2_17"]
        if self.version not in AMAZON_LINUX_2:
            known += ["manylinux_2_28", "manylinux_2_34"]
        return [f"{one}_{machine}" for one in known]


@dataclass(frozen=True)
class Content:
    """The files below `python/` of a layer, with their bytes."""

    root: Path
    files: dict[Path, int]

    @classmethod
    def of(cls, root: str) -> Content:
        """All files of a directory, but bytecode and programs."""
        top = Path(root)
        paths = sorted(path.relative_to(top) for path in top.rglob("*") if path.is_file())
        kept = (path for path in paths if path.parts[0] != "bin" and "__pycache__" not in path.parts)
        return cls(top, {path: (top / path).stat().st_size for path in kept})

    @property
    def size(self) -> int:
        """Bytes, unzipped."""
        return sum(self.files.values())

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes of each package; the metadata of all packages are one row."""
        sizes: dict[str, int] = {}
        for path, size in self.files.items():
            name = "(metadata)" if path.parts[0].endswith(".dist-info") else path.parts[0]
            sizes[name] = sizes.get(name, 0) + size
        return sizes

    def write(self, path: str) -> None:
        """Write the zip; LocalError if Lambda would not take it."""
        if self.size > LIMIT:
            raise LocalError(
                f"The layer has {self.size / 1e6:.0f} MB; a function and its layers may have {LIMIT / 1e6:.0f} MB.",
                "Leave out an extra.",
                FAILED,
            )
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for file in self.files:
                entry = zipfile.ZipInfo(f"python/{file.as_posix()}", EARLIEST)
                entry.external_attr = 0o644 << 16
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, (self.root / file).read_bytes())


def _toolkit() -> Distribution:
    try:
        return distribution(NAME)
    except PackageNotFoundError:
        raise LocalError(f"{NAME} is not installed for {sys.executable}.", f"pip install {NAME}") from None


def _requirements(toolkit: Distribution, extras: Iterable[str]) -> list[str]:
    """What pip is to install: what the toolkit always needs, and what the extras need."""
    known = sorted(toolkit.metadata.get_all("Provides-Extra") or [])
    wanted: list[str] = []
    for extra in extras:
        if extra not in known:
            raise LocalError(f"There is no extra {extra!r}.", f"There are {', '.join(known)}.")
        if extra == "aws-sdk":
            raise LocalError("A layer has no boto3: the runtime has it.", "Leave out --extra aws-sdk.")
        wanted.append(extra)
    requirements: list[str] = []
    for line in toolkit.requires or []:
        requirement, _, marker = line.partition(";")
        needed_by = re.search(r"""extra\s*==\s*['"]([\w.-]+)""", marker)
        if needed_by is None or needed_by[1] in wanted:
            requirements.append(requirement.strip())
    return list(dict.fromkeys(requirements))


def _name(requirement: str) -> str:
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def _remove(root: str, name: str) -> None:
    for path in Path(root).iterdir():
        if path.name == name or re.fullmatch(rf"{name}-[^-]+\.dist-info", path.name):
            shutil.rmtree(path)


def _add(toolkit: Distribution, root: str) -> None:
    """The toolkit as it is installed here, and its metadata, by which it can be asked for its version."""
    source = Path(__file__).resolve().parent.parent
    target = Path(root, PACKAGE)
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    for part in LEFT_OUT:
        shutil.rmtree(target / part)
    metadata = Path(root, f"{PACKAGE}-{toolkit.version}.dist-info")
    metadata.mkdir()
    (metadata / "METADATA").write_text(toolkit.read_text("METADATA") or f"Name: {NAME}\nVersion: {toolkit.version}\n")
