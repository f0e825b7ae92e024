# SPDX-License-Identifier: GPL-2.0-only
# The loop does not look whether it should stop.
# file: hello.c
# fails: end
# result: time-out
# says: every loop has to look at it
s/while \(!lab_stopped\)/while (1)/
