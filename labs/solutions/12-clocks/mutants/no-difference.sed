# SPDX-License-Identifier: GPL-2.0-only
# The age of the machine, not of the event.
# file: clocks.c
# fails: age
# says: age is now() - event->boot_ns
s/now\(\) - event->boot_ns/now()/
