"""How a kernel with sockets in the file system is started; ``kernels.py`` says why."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner

from totkit.run.kernels import CHOICE


class SocketProvisioner(LocalProvisioner):  # type: ignore[misc]
    """Jupyter's own way to start a kernel here, with its sockets in a folder that only we can read."""

    _folder: str | None = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Choose the sockets before the connection file is written."""
        if self._folder is None:
            self._folder = tempfile.mkdtemp(prefix="totkit-")
            self.parent.transport = "ipc"
            self.parent.ip = str(Path(self._folder) / "kernel")
        environment = {**(kwargs.pop("env", None) or os.environ)}
        # What the kernel starts may live where totkit is not installed.
        environment.pop(CHOICE, None)
        prepared: dict[str, Any] = await super().pre_launch(env=environment, **kwargs)
        return prepared

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the folder with the kernel."""
        await super().cleanup(restart)
        if self._folder and not restart:
            shutil.rmtree(self._folder, ignore_errors=True)
