// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "output.h"

const struct output_ops *output_ops__find(const char *name)
{
	static const struct output_ops *const registry[] = {&output_text, &output_json};

	for (unsigned int i = 0; i < sizeof(registry) / sizeof(registry[0]); i++)
		if (strcmp(registry[i]->name, name) == 0)
			return registry[i];
	return NULL;
}
