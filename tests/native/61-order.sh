#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
ATTACHES="tracepoint"
. "${0%/*}/../session/order.sh"
