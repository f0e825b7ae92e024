// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "pseudofs.h"
#include "text_file.h"
#include "tracefs.h"

int tracefs__tracepoint_id(const char *tracepoint)
{
	char path[128], text[32];
	int dir, err;

	dir = pseudofs__open(&pseudofs_tracefs, NULL);
	if (dir < 0)
		return dir;
	snprintf(path, sizeof(path), "events/%s/id", tracepoint);
	err = text_file__read(dir, path, text, sizeof(text));
	close(dir);
	return err ? err : atoi(text);
}
