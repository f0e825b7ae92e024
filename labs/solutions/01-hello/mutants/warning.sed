# SPDX-License-Identifier: GPL-2.0-only
# The kernel's log has a warning in it.
# file: hello.c
# fails: kernel
# result: kernel-warning
# says: The kernel warned while
s/^	lab__ready\(\);/	int log = open("\/dev\/kmsg", O_WRONLY);\
	if (write(log, "WARNING: fake\\n", 14) != 14)\
		return 1;\
&/
