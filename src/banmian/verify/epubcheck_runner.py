"""EPUBCheck for many books in one JVM: `python -m banmian.verify.epubcheck_runner JAR BOOK...` prints messages as JSON.

A process of its own: a JVM cannot be started twice in one, nor stopped when a book makes it hang. JPype starts it from a
plain JRE; a server in Java would have to be compiled with a JDK.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Duser.language=en")
"""Half the time of a default JVM for a run of seconds."""


def messages(jar: Path, books: list[str]) -> dict[str, list[dict[str, Any]]]:
    """What EPUBCheck says of each book, by path."""
    import jpype

    jpype.startJVM(*QUICK, classpath=[str(jar), *map(str, jar.parent.glob("lib/*.jar"))], convertStrings=True)
    checker = jpype.JClass("com.adobe.epubcheck.api.EpubCheck")
    reporter = jpype.JClass("com.adobe.epubcheck.reporting.CheckingReport")
    file, out, printer = (jpype.JClass(f"java.io.{name}") for name in ("File", "StringWriter", "PrintWriter"))
    made = {}
    for book in books:
        text = out()
        report = reporter(printer(text), book)
        report.initialize()
        try:
            checker(file(book), report).doValidate()
        except jpype.JException as fault:  # a book that throws EPUBCheck itself off must not take the others with it
            made[book] = [{"severity": "FATAL", "ID": "CHK-008", "message": str(fault)}]
            continue
        report.generate()
        made[book] = json.loads(str(text.toString()))["messages"]
    return made


if __name__ == "__main__":
    print(json.dumps(messages(Path(sys.argv[1]), sys.argv[2:])))
