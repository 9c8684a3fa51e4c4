"""`powertools layer` as people call it; the packages come from a directory instead of a registry."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import zipfile

import pytest

pytest.importorskip("click", reason="needs the extra local")
pytest.importorskip("rich", reason="needs the extra local")

from aws_lambda_powertools import __version__
from aws_lambda_powertools.local.cli import main


def wheel(directory, name, version, tag="py3-none-any", requires=()):
    """A wheel with one module, as a registry would give it."""
    path = directory / f"{name}-{version}-{tag}.whl"
    about = f"{name}-{version}.dist-info"
    needs = "".join(f"Requires-Dist: {one}\n" for one in requires)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", f"tag = {tag!r}\n")
        archive.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{needs}")
        archive.writestr(f"{about}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n")
        archive.writestr(f"{about}/RECORD", "")


def names_in(path):
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


@pytest.fixture(scope="module")
def directory(tmp_path_factory):
    """A working directory with the packages that pip finds, and two layers built one after the other."""
    directory = tmp_path_factory.mktemp("layers")
    registry = directory / "registry"
    registry.mkdir()
    wheel(registry, "jmespath", "1.1.0")
    wheel(registry, "redis", "6.0.0", requires=["boto3"])
    wheel(registry, "boto3", "1.43.0", requires=["botocore"])
    wheel(registry, "botocore", "1.43.0")
    for machine in ("aarch64", "x86_64"):
        wheel(registry, "fastjsonschema", "2.21.0", f"cp313-cp313-manylinux2014_{machine}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(registry))
        patch.chdir(directory)
        extras = ["--extra", "validation", "--extra", "redis"]
        for name in ("one.zip", "two.zip"):
            assert main(["layer", "--python", "3.13", "--arch", "arm64", *extras, "-o", name]) == 0
        yield directory


def test_a_layer_has_the_toolkit_and_what_it_needs(directory):
    names = names_in(directory / "one.zip")

    assert {name.split("/")[0] for name in names} == {"python"}
    assert "python/aws_lambda_powertools/logging/logger.py" in names
    assert "python/jmespath/__init__.py" in names
    assert "python/redis/__init__.py" in names
    assert f"python/aws_lambda_powertools-{__version__}.dist-info/METADATA" in names


def test_packages_are_those_of_the_function_s_machine(directory):
    with zipfile.ZipFile(directory / "one.zip") as archive:
        assert "aarch64" in archive.read("python/fastjsonschema/__init__.py").decode()


def test_bytecode_programs_and_what_is_for_the_desk_stay_out(directory):
    names = names_in(directory / "one.zip")

    assert not [name for name in names if name.endswith(".pyc") or name.startswith("python/bin/")]
    assert not [name for name in names if "/aws_lambda_powertools/local/" in name]
    assert not [name for name in names if "/aws_lambda_powertools/testing/" in name]


def test_boto3_stays_out_even_if_a_package_needs_it(directory):
    names = names_in(directory / "one.zip")

    assert not [name for name in names if name.startswith(("python/boto3", "python/botocore"))]


def test_the_same_content_gives_the_same_bytes(directory):
    one, two = ((directory / name).read_bytes() for name in ("one.zip", "two.zip"))

    assert hashlib.sha256(one).hexdigest() == hashlib.sha256(two).hexdigest()


def test_a_function_can_use_the_layer_of_this_machine(directory, capsys):
    main(["layer", "--python", f"3.{sys.version_info[1]}"])
    with zipfile.ZipFile("layer.zip") as archive:
        archive.extractall(directory / "opt")
    code = (
        f"import sys; sys.path.insert(0, {str(directory / 'opt' / 'python')!r})\n"
        "from importlib.metadata import version\n"
        "from aws_lambda_powertools import Logger, Metrics, Tracer\n"
        "Logger(service=version('aws-lambda-powertools')).info('from the layer')\n"
    )

    finished = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)

    assert (finished.stderr, finished.returncode) == ("", 0)
    assert f'"service":"{__version__}"' in finished.stdout
    said = capsys.readouterr().out
    assert f"layer.zip: Python 3.{sys.version_info[1]}" in said
    assert "MB unzipped" in said


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["--extra", "pydantics"], 2, "There is no extra 'pydantics'."),
        (["--extra", "aws-sdk"], 2, "the runtime has it"),
        (["-o", "nowhere/layer.zip"], 2, "There is no directory 'nowhere'"),
        (["-o", "registry"], 2, "is a directory"),
        (["--python", "2.7"], 2, "'2.7' is not one of"),
        (["--extra", "kafka-consumer-avro"], 1, "avro"),
    ],
)
def test_what_can_t_be_built_is_said(directory, capsys, arguments, status, sentence):
    assert main(["layer", "--python", "3.13", *arguments]) == status

    assert sentence in capsys.readouterr().err
