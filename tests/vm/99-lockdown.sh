#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# What a locked-down kernel lets us do. The last script in the guest: there is no way back.
. "${0%/*}/../session/doctor.sh"

mount -t securityfs securityfs /sys/kernel/security
echo integrity >/sys/kernel/security/lockdown
diagnosed 'integrity' 0 lockdown ok 'integrity' env
echo confidentiality >/sys/kernel/security/lockdown
diagnosed 'confidentiality' 4 lockdown fail 'the kernel is locked down (confidentiality)' env
blocks lockdown kprobe fentry tracepoint
umount /sys/kernel/security
diagnosed 'securityfs not mounted' 4 lockdown fail 'the kernel is locked down (confidentiality)' env
finish
