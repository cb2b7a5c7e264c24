"""The lines under each figure of the report run, and speak of what the figure shows."""

from __future__ import annotations

import html
import re

import matplotlib.pyplot as plt
import vitropolis as vp

HEAD = "import vitropolis as vp\n\nresult = "


def test_the_lines_under_every_figure_run(small: vp.Result) -> None:
    page = small.report.read_text(encoding="utf-8")
    lines = [html.unescape(code) for code in re.findall(r'<code class="python">(.*?)</code>', page, flags=re.DOTALL)]
    assert len(lines) >= 20, "every figure, in two languages"
    for code in dict.fromkeys(lines):
        assert code.startswith(HEAD + 'vp.run("'), code
        call, rest = code[len(HEAD) :].split("\n", maxsplit=1)
        compile(call, "the run", "eval")
        exec(compile(rest, "the figure", "exec"), {"vp": vp, "result": small})
    plt.close("all")


def test_the_run_under_a_figure_is_this_run(small: vp.Result) -> None:
    page = small.report.read_text(encoding="utf-8")
    call = html.unescape(re.search(r"result = (vp\.run\(.*?\))\n", page).group(1))  # type: ignore[union-attr]
    assert "days=12" in call and "seeds=2" in call
