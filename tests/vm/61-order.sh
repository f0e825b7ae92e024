#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="kprobe"
# Sleeping between two reads takes long in the guest.
ORDER_COUNT=5000
. "${0%/*}/../session/order.sh"
