# SPDX-License-Identifier: GPL-2.0-only
# The probe counts nothing and prints nothing.
# file: hello.bpf.c
# fails: lines
# says: Each hit has to print one line
/bpf_printk/d
