# SPDX-License-Identifier: GPL-2.0-only
# The protocol of lab 05: a kprobe, no lock, and user space puts numbers back.
# fails: during
# says: produced 200, taken 200
