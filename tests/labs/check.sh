#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# Every lab's starter, solution, mutants and handout.
exec "${0%/*}/../../labs/grader/host/check"
