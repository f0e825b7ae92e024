# SPDX-License-Identifier: GPL-2.0-only
# The map is large enough, but only the CPUs that are online at the start are polled.
# file: hashpoll.c
# fails: cpus
# says: CPU 3 was offline when you started
s/^	lab__ready\(\);/	p->keys = (__u32)sysconf(_SC_NPROCESSORS_ONLN);\
&/
