"""The judges that are Java programs: where their jars are, how they are started, how they end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess

from ..limits_finished import JUDGE_MEMORY, JUDGE_SECONDS, JUDGE_START_SECONDS
from .book_judges import MEMORY, STOPPED, has_java, run
from .verdict import Verdict

_QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Half the time of a default JVM for a run of seconds (measured on EPUBCheck)."""
_NO_MEMORY = 3
"""The exit code of a JVM that is told to end when its heap is full."""


@dataclass(frozen=True)
class JavaJudge:
    """A program: its folder's name, and its main class."""

    name: str
    main: str

    def jars(self) -> list[Path]:
        """Its jars: from BANMIAN_VERAPDF (or whatever its name is), else from where the set-up put them."""
        own = os.environ.get(f"BANMIAN_{self.name.upper().replace('-', '_')}")
        places = [own, Path(sys.prefix) / "share" / self.name]
        return next((jars for place in places if place and (jars := sorted(Path(place).glob("*.jar")))), [])

    def there(self) -> bool:
        """Whether it can be started."""
        return has_java() and bool(self.jars())

    def command(self, *arguments: object, options: tuple[str, ...] = ()) -> list[str]:
        """The command that starts it."""
        jars = os.pathsep.join(map(str, self.jars()))
        return ["java", *_QUICK, *options, "-cp", jars, self.main, *map(str, arguments)]

    def run(self, *arguments: object, files: int, folder: Path) -> CompletedProcess[str]:
        """Run it in a folder with limits of time, by the number of files, and memory; when it meets one, that it did."""
        options = (f"-Xmx{JUDGE_MEMORY}m", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-Duser.language=en")
        command = self.command(*arguments, options=options)
        # Names in a package may be Chinese; a JVM in the locale C cannot open them.
        env = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = run(command, env, JUDGE_START_SECONDS + JUDGE_SECONDS * files, folder)
        if done.returncode == _NO_MEMORY:
            return CompletedProcess(command, MEMORY, done.stdout, f"more than {JUDGE_MEMORY} MB of memory")
        return done


def stopped(done: CompletedProcess[str]) -> bool:
    """Whether a judge was stopped, and so has not judged."""
    return done.returncode in (STOPPED, MEMORY)


def no_report(judge: str, names: Iterable[str], done: CompletedProcess[str]) -> list[Verdict]:
    """What is said of files when a judge was stopped, or says nothing that can be read."""
    words = (done.stderr.strip() or done.stdout.strip())[-300:] or "no report"
    return [Verdict(judge, name, "not checked" if stopped(done) else "failed", (words,)) for name in names]


VERAPDF = JavaJudge("verapdf", "org.verapdf.apps.GreenfieldCliWrapper")
JHOVE = JavaJudge("jhove", "edu.harvard.hul.ois.jhove.Jhove")
COMMONS_IP2 = JavaJudge("commons-ip2", "org.roda_project.commons_ip2.cli.Main")
