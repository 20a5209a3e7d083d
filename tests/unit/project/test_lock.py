"""The lock files hold every required package, each at one version with its hashes."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from paths import ROOT

RUNTIME, DEV, BENCH = "requirements.lock", "requirements-dev.lock", "requirements-bench.lock"
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
RUNTIME_REQUIREMENTS = [*PROJECT["dependencies"], *EXTRAS["build"]]
DEV_REQUIREMENTS = [*RUNTIME_REQUIREMENTS, *EXTRAS["dev"]]
BENCH_REQUIREMENTS = [*DEV_REQUIREMENTS, *EXTRAS["bench"]]


def pins(lock):
    """Return the pins of a lock file, each with its hashes. Continued lines are joined first."""
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return {
        " ".join(part for part in line if not HASH.fullmatch(part)): [*filter(HASH.fullmatch, line)] for line in lines
    }


def versions(lock):
    """Return the version of each package that applies to this machine."""
    requirements = [Requirement(pin) for pin in pins(lock)]
    applicable = [
        requirement for requirement in requirements if requirement.marker is None or requirement.marker.evaluate()
    ]
    return {
        canonicalize_name(requirement.name): Version(str(requirement.specifier).removeprefix("=="))
        for requirement in applicable
    }


@pytest.mark.parametrize(
    ("lock", "text"),
    [(RUNTIME, requirement) for requirement in RUNTIME_REQUIREMENTS]
    + [(DEV, requirement) for requirement in dict.fromkeys(DEV_REQUIREMENTS)]
    + [(BENCH, requirement) for requirement in dict.fromkeys(BENCH_REQUIREMENTS)],
)
def test_every_required_package_is_locked_at_a_matching_version(lock, text):
    requirement = Requirement(text)
    assert versions(lock)[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_every_dependency_of_a_locked_package_is_locked(lock):
    locked = versions(lock)
    for name in locked:
        try:
            needs = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:  # installed from the other lock
            continue
        for need in needs:
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                assert locked[canonicalize_name(need.name)] in need.specifier, f"{name} needs {need}"


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
def test_every_line_pins_one_version_and_its_hashes(lock):
    for pin, hashes in pins(lock).items():
        assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9a-z.]*( ; .+)?", pin)
        assert hashes, pin


@pytest.mark.parametrize("lock", [RUNTIME, DEV])
@pytest.mark.parametrize("sign", ["://", "index-url", "find-links", "trusted-host", "-e ", "git+", "@", "file:"])
def test_a_lock_contains_no_url_or_host(lock, sign):
    assert sign not in (ROOT / lock).read_text(encoding="utf-8")


def test_the_runtime_lock_is_part_of_the_development_lock():
    runtime, dev = ({pin.partition(" ;")[0]: hashes for pin, hashes in pins(lock).items()} for lock in (RUNTIME, DEV))
    assert runtime.items() <= dev.items()  # markers may differ: a test tool needs a package on more platforms


def test_the_packages_that_these_tests_use_are_locked():
    assert "packaging" in versions(DEV)
