"""Rules of `banmian watch`. None of them ends it."""

from __future__ import annotations

from .rule import MACHINE, NOTE, Rule

RULES = (
    Rule(
        "S090", MACHINE, NOTE,
        says=("the system gives no word of changes ({fault}); files are looked at every {seconds} s", "系统不通知文件的改动（{fault}）；改为每 {seconds} 秒查看一次"),
        hint=("--poll asks for none; on Linux more of fs.inotify.max_user_watches and max_user_instances may help", "加 --poll 就不再请求通知；Linux 上可调大 fs.inotify.max_user_watches 和 max_user_instances"),
        source="docs/watch.md",
        comes=("other programs have used up what the system watches for one user, or a container forbids it", "别的程序用完了系统给每个用户的监视数，或容器不允许"),
    ),
)  # fmt: skip
