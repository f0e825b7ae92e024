#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# What the traced task pays, in instructions, against the committed budget. In the VM, but without
# privilege; see docs/benchmarks.md.
exec "${0%/*}/../../scripts/bench" guest-quick
