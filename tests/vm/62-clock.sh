#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="kprobe"
SET_CLOCK=1
. "${0%/*}/../session/clock.sh"
