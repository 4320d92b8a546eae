"""The kernel that pages and notebooks run on: this very Python, and no other."""

from jupyter_client.kernelspec import KernelSpecManager


class OwnKernelOnly(KernelSpecManager):
    """Run the notebooks with this very Python, whatever kernels the account has installed."""

    def _kernel_dirs_default(self) -> list[str]:
        return []
