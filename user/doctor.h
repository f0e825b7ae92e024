/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef READSNOOP_USER_DOCTOR_H
#define READSNOOP_USER_DOCTOR_H

/* "readsnoop doctor". The exit status of a trace that is started now. */
int doctor__main(int argc, char *argv[]);

#endif
