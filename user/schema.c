// SPDX-License-Identifier: GPL-2.0-only
#include "schema.h"

/* The file as it is, found from where make runs (the Makefile names the dependency). */
__asm__(".pushsection .rodata\n"
	".global json_schema\n"
	"json_schema:\n"
	".incbin \"user/schema.json\"\n"
	".byte 0\n"
	".popsection\n");
