/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The JSON Schema of --format json: user/schema.json, which must say what output_json.c does.
 */
#ifndef READSNOOP_USER_SCHEMA_H
#define READSNOOP_USER_SCHEMA_H

/* With a line end at its end. */
extern const char json_schema[];

#endif
