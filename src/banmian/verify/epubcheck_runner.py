"""EPUBCheck for many books in one JVM: `python -m banmian.verify.epubcheck_runner JAR MB BOOK...` prints a line a book.

The line is what EPUBCheck says, as JSON, and is there as soon as the book is done: the next may need more time or memory
(MB of heap) than there is. Without memory the process ends with the code 125.

A process of its own: a JVM cannot be started twice in one, nor stopped when a book makes it hang. JPype starts it from a
plain JRE; a server in Java would have to be compiled with a JDK.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Duser.language=en")
"""Half the time of a default JVM for a run of seconds."""


OUT_OF_MEMORY = 125


def messages(jar: Path, heap: int, books: list[str]) -> Iterator[list[dict[str, Any]]]:
    """What EPUBCheck says of each book. `heap`: MB that the JVM may use. Ends the process when they are not enough."""
    import jpype

    paths = [str(jar), *map(str, jar.parent.glob("lib/*.jar"))]
    jpype.startJVM(*QUICK, f"-Xmx{heap}m", classpath=paths, convertStrings=True)
    checker = jpype.JClass("com.adobe.epubcheck.api.EpubCheck")
    reporter = jpype.JClass("com.adobe.epubcheck.reporting.CheckingReport")
    file, out, printer = (jpype.JClass(f"java.io.{name}") for name in ("File", "StringWriter", "PrintWriter"))
    for book in books:
        text = out()
        report = reporter(printer(text), book)
        report.initialize()
        try:
            checker(file(book), report).doValidate()
            report.generate()
        except jpype.JClass("java.lang.OutOfMemoryError"):
            print(f"more than {heap} MB of memory", file=sys.stderr, flush=True)
            os._exit(OUT_OF_MEMORY)  # a JVM without memory does not come down by itself
        except jpype.JException as fault:  # a book that throws EPUBCheck itself off must not take the others with it
            yield [{"severity": "FATAL", "ID": "CHK-008", "message": str(fault)}]
            continue
        yield json.loads(str(text.toString()))["messages"]


if __name__ == "__main__":
    for found in messages(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]):
        print(json.dumps(found), flush=True)
