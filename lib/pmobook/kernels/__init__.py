"""Warm kernels: a fork server has imported what notebooks import, and each kernel is a child of it.

`provisioner` is what Jupyter calls, `starting` finds or starts the fork server, `fork_server` forks, `child` is what a kernel
does from the fork to its first message, `drawers` draw the charts of all kernels. Where any of it can't be done, the kernel is
an ordinary one and draws for itself.
"""
