"""What stands in prefect.yaml, compose.yaml and the Dockerfile is what the project has.

Docker is not here, so the Compose file is held against what it names.
"""

import re
import shlex
import subprocess
import sys
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from flows.cli import cli
from flows.deployments import CONVERT, OF_RUNS, POOL, RECONVERT, SWEEP, TAG
from flows.library import make_library
from flows.prefect_serve import LEASES, Address, environment
from flows.settings import LibrarySettings, Settings

ROOT = Path(__file__).parent.parent
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES = COMPOSE["services"]
WORKERS = ("one", "two")
VARIABLES = {
    f"READINGROOM_{name.upper()}"
    for name in (*Settings.model_fields, *LibrarySettings.model_fields)
}


def test_prefect_yaml_names_what_deploy_makes():
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text())
    names = [each["name"] for each in told["deployments"]]
    assert names == [CONVERT, SWEEP, RECONVERT]
    for each in told["deployments"]:
        assert each["work_pool"]["name"] == POOL
        assert each["work_pool"]["job_variables"]["env"] == OF_RUNS
        assert each["tags"] == [TAG]
        path, function = each["entrypoint"].split(":")
        assert f"def {function}(" in (ROOT / path).read_text()
    command = told["deployments"][0]["work_pool"]["job_variables"]["command"]
    assert find_spec(command.split(" -m ")[1])
    every = timedelta(seconds=told["deployments"][1]["schedules"][0]["interval"])
    assert every.total_seconds() == LibrarySettings.model_fields["interval"].default


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_depends_on_services_that_are_there_and_tell_of_their_health(name):
    for other, how in SERVICES[name].get("depends_on", {}).items():
        assert other in SERVICES
        if how["condition"] == "service_healthy":
            assert SERVICES[other]["healthcheck"]["test"][0] == "CMD"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_an_image_or_built_from_here_and_its_volumes_are_declared(name):
    service = SERVICES[name]
    assert ("image" in service) != (service.get("build") == ".")
    for volume in service.get("volumes", ()):
        source = volume.split(":")[0]
        assert source.startswith("./") or source in COMPOSE["volumes"]
    for config in service.get("configs", ()):
        assert config["source"] in COMPOSE["configs"]


@pytest.mark.parametrize("name", WORKERS)
def test_a_worker_has_settings_that_there_are_and_its_library_on_the_volume(name):
    service = SERVICES[name]
    given = service["environment"]
    assert {each for each in given if each.startswith("READINGROOM_")} <= VARIABLES
    assert service["volumes"] == [f"./library:{given['READINGROOM_HOME']}"]
    assert int(given["READINGROOM_SWEEPS"]) == len(WORKERS)


def test_workers_and_server_agree_about_address_login_and_database():
    server, postgres = SERVICES["server"], SERVICES["postgres"]
    for name in WORKERS:
        given = SERVICES[name]["environment"]
        api = urlsplit(given["PREFECT_API_URL"])
        options = server["entrypoint"]
        assert api.hostname in SERVICES
        assert str(api.port) == options[options.index("--port") + 1]
        login = server["environment"]["PREFECT_SERVER_API_AUTH_STRING"]
        assert given["PREFECT_API_AUTH_STRING"] == login
        for url in (
            given["READINGROOM_LEDGER_URL"],
            server["environment"]["PREFECT_SERVER_DATABASE_CONNECTION_URL"],
        ):
            user = postgres["environment"]["POSTGRES_USER"]
            password = postgres["environment"]["POSTGRES_PASSWORD"]
            # PostgreSQL's image calls the database after its user.
            assert url.endswith(f"://{user}:{password}@postgres/{user}")


def test_the_web_page_of_the_compose_file_is_open_to_this_machine_alone():
    assert SERVICES["server"]["ports"] == ["127.0.0.1:4200:4200"]
    assert not any("ports" in SERVICES[name] for name in (*WORKERS, "postgres"))


def test_what_has_to_be_filled_in_is_what_the_compose_file_says_to_fill_in():
    text = (ROOT / "compose.yaml").read_text()
    asked = set(re.findall(r"\$\{(\w+)\}", text))
    assert asked == set(re.findall(r"([A-Z_]+)=(?:me:)?%s", text))


def commands(service):
    """The commands that a service runs, as lists; what its shell is given taken apart."""
    told = service["entrypoint"]
    if told[:2] == ["sh", "-c"]:
        return [shlex.split(part.replace("exec ", "")) for part in told[2].split("&&")]
    return [told]


COMMANDS = [
    command for each in SERVICES.values() if "entrypoint" in each for command in commands(each)
]


@pytest.mark.parametrize("command", [c for c in COMMANDS if c[0] == "readingroom"], ids=" ".join)
def test_a_command_of_ours_in_the_compose_file_is_one(command):
    assert command[1] in cli.commands


def option(word):
    return word.startswith("--")


@pytest.mark.slow  # Prefect is imported
@pytest.mark.parametrize("command", [c for c in COMMANDS if c[0] == "prefect"], ids=" ".join)
def test_a_command_of_prefects_in_the_compose_file_has_these_options(command):
    asked = [*command[1 : next(n for n, w in enumerate(command) if option(w))], "--help"]
    done = subprocess.run([sys.executable, "-m", "prefect", *asked], capture_output=True, text=True)
    assert done.returncode == 0
    assert all(word in done.stdout for word in command if option(word))


@pytest.mark.slow  # Prefect is imported
def test_prefect_knows_the_settings_that_it_is_given(tmp_path, monkeypatch):
    from prefect.settings import Settings as Known
    from prefect.settings.legacy import _get_valid_setting_names

    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    by_compose = [name for each in SERVICES.values() for name in each["environment"]]
    given = [*OF_RUNS, *by_compose, *environment(make_library(tmp_path), Address())]
    asked = {name for name in given if name.startswith("PREFECT_")}
    assert asked - {"PREFECT_HOME"} <= _get_valid_setting_names(Known)
    storage = SERVICES["server"]["environment"]["PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE"]
    assert storage == LEASES
    assert find_spec(storage)


def test_the_image_holds_every_package_that_is_installed():
    dockerfile = (ROOT / "Dockerfile").read_text()
    copied = set(re.findall(r"^COPY (\w+)/ \1/$", dockerfile, re.MULTILINE))
    assert copied == {"flows", "cleanup", "ocr", "samples"}
    assert 'ENTRYPOINT ["readingroom"]' in dockerfile
