"""Workers end with the process that hired them, however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
LAZY = "import time\n\ndef serve(end):\n    time.sleep(60)\n"
BOSS = """
import sys, time
from catchup.hands import hired
if __name__ == "__main__":
    with hired(2, "lazy") as hands:
        print(*(hand.process.pid for hand in hands), flush=True)
        time.sleep(60)
"""


def runs(process: int) -> bool:
    """Is it there, and no zombie that nobody has asked about?"""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda sign: sign.name)
def test_no_worker_outlives_its_employer_in_the_middle_of_a_task(sign: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "lazy.py").write_text(LAZY)
    (tmp_path / "boss.py").write_text(BOSS)
    root = Path(__file__).resolve().parents[1]
    boss = subprocess.Popen([sys.executable, "boss.py"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            env={**os.environ, "PYTHONPATH": f"{root}{os.pathsep}{tmp_path}"})
    assert boss.stdout is not None
    workers = [int(text) for text in boss.stdout.readline().split()]
    assert len(workers) == 2
    time.sleep(1.5)  # they have begun
    assert all(runs(worker) for worker in workers)
    boss.send_signal(sign)
    boss.wait(20)
    boss.stdout.close()
    for _ in range(100):
        if not any(runs(worker) for worker in workers):
            return
        time.sleep(0.1)
    left = [worker for worker in workers if runs(worker)]
    for worker in left:
        os.kill(worker, signal.SIGKILL)
    pytest.fail(f"{len(left)} workers outlived their employer by ten seconds")
