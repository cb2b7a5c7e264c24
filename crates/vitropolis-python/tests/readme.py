"""Does what the README tells a new user to do in Python: every ```python block of it, one after another."""

from __future__ import annotations

import re
import sys
from pathlib import Path

text = Path(sys.argv[1]).read_text(encoding="utf-8")
blocks = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
if not blocks:
    sys.exit(f"{sys.argv[1]} has nothing to try in Python")
for block in blocks:
    print(block)
    exec(compile(block, sys.argv[1], "exec"), globals())  # noqa: S102
