#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="tracepoint"
P50_MS=20
P99_MS=200
. "${0%/*}/../session/handover.sh"
