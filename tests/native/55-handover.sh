#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="tracepoint"
P99_MS=100
. "${0%/*}/../session/handover.sh"
