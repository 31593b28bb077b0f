"""How long a returned parcel takes, and how much memory, beside the checks of the same translations.

    python tests/bench/returns.py FOLDER [--units 100000] [--pages 500] [--form old] [--profile]

FOLDER keeps the project between runs. Every second unit comes back translated, every fifth with codes. The parcel is
received twice: the first time with the time of the checks in it, then after `check` has remembered what it found.
"""

from __future__ import annotations

import contextlib
import cProfile
import json
import pstats
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import material

sys.path.insert(0, str(material.ROOT))

from pipeline.exchange import packing
from pipeline.exchange.parcel import Parcel, ParcelFile
from pipeline.po import catalog
from pipeline.po.entries import Catalog, Entry
from pipeline.project import config, layout
from tests.support.returns import Returned, sent

CONFIG = '[project]\nname = "Many texts"\ntargets = ["pt_BR"]\n[translate.engines]\n'
WORDS = (
    *("repouso", "bebida", "visita", "exame", "enfermaria", "enfermeira", "febre", "plano", "paciente", "resultado"),
    *("carta", "manhã", "tarde", "família", "tratamento", "célula", "terapia", "hospital", "viagem", "equipe"),
)


def sentence(draw: random.Random, words: Sequence[str], number: int) -> str:
    chosen = draw.choices(words, k=draw.randint(5, 16))
    if number % 5 == 0:
        chosen[2] = f"<1>{chosen[2]}</1>"
    return f"{' '.join(chosen).capitalize()} {number}."


def make(folder: Path, units: int, pages: int, form: str) -> Path:
    """Write a project whose pages are names only, its catalogs, and the parcel as it comes back."""
    draw = random.Random(20)
    (folder / "content").mkdir(parents=True)
    (folder / "medlocale.toml").write_text(CONFIG)
    settings = config.load(folder / "medlocale.toml")
    returned: dict[str, str] = {}
    files = []
    for page in range(pages):
        name = f"page-{page:04}.json"
        (folder / "content" / name).write_text(json.dumps({"a": "b"}))
        first = page * (units // pages)
        numbers = range(first, first + units // pages)
        entries = [Entry(sentence(draw, material.WORDS, number)) for number in numbers]
        catalog.write(
            layout.catalog_path(settings, settings.targets[0], name), Catalog({"Language": "pt_BR"}, tuple(entries))
        )
        halves = zip(numbers, entries, strict=True)
        targets = {entry.msgid: sentence(draw, WORDS, number) for number, entry in halves if number % 2 == 0}
        back = Returned(name, entries, targets, "", "pt-BR")
        returned[f"xliff/{name}.xlf"] = back.old if form == "old" else back.new
        files.append(ParcelFile(f"xliff/{name}.xlf", name, tuple(map(sent, entries))))
    parcel = Parcel.of("Lingua", "en", "pt-BR", "xliff12", files)
    with packing.packed(folder.with_suffix(".zip")) as draft:
        for path, text in returned.items():
            (draft / path).parent.mkdir(exist_ok=True)
            (draft / path).write_text(text, "utf-8")
        packing.seal(draft, parcel)
    return folder.with_suffix(".zip")


def run(*command: str) -> str:
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", material.PROGRAM, *command], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    seconds = time.perf_counter() - start
    return f"{seconds:6.1f} s, {worked:6.1f} s of a core; the largest process so far had {after.ru_maxrss >> 10} MB"


def main() -> None:
    parser = material.options(__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--units", type=int, default=100_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--form", choices=("old", "new"), default="old")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    project = options.folder / f"project-{options.units}-{options.pages}-{options.form}"
    parcel = project.with_suffix(".zip")
    if not parcel.exists():
        make(project, options.units, options.pages, options.form)
    work = options.folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(project, work)
    receive = ["receive", "--config", str(work / "medlocale.toml"), "--quiet", str(parcel), "--format", "json"]
    if options.profile:
        from pipeline.cli import main as command

        sys.argv = ["medlocale", *receive]
        profile = cProfile.Profile()
        with open("/dev/null", "w") as nothing:
            sys.stdout = nothing
            with contextlib.suppress(SystemExit):
                profile.runcall(command)
        sys.stdout = sys.__stdout__
        pstats.Stats(profile).sort_stats("tottime").print_stats(35)
        return
    print(f"{'receive, with checks':28} {run(*receive)}")
    shutil.rmtree(work / "locales")
    shutil.copytree(project / "locales", work / "locales")
    print(f"{'receive, checks remembered':28} {run(*receive)}")
    print(f"{'receive again':28} {run(*receive)}")


if __name__ == "__main__":
    main()
