# SPDX-License-Identifier: GPL-2.0-only
# The kernel crashes.
# file: hello.c
# fails: kernel
# result: kernel-warning
# says: the machine went down
s/^	lab__ready\(\);/	int trigger = open("\/proc\/sysrq-trigger", O_WRONLY);\
	if (write(trigger, "c", 1) != 1)\
		return 1;\
&/
