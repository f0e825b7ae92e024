// SPDX-License-Identifier: GPL-2.0-only
/* Reading and changing the values of maps and of global variables. */
#include <ctype.h>
#include <errno.h>
#include <error.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "peek.h"

/* Part of a value: what type it has, and where it is. A type of 0 is a plain number. */
struct field {
	__u32 type, offset, size;
};

struct map {
	const char *name; /* wanted */
	bool internal;	  /* .bss, .data or .rodata: the name has the object's before it */
	int fd;
	struct bpf_map_info info;
	struct btf *btf; /* NULL if the map has none */
	bool per_cpu;
	size_t stride, total; /* bytes of one value, and of what a lookup gives */
	void *key, *value;
};

static bool map__matches(const struct map *map, const char *name)
{
	const char *dot = strrchr(name, '.');

	if (map->internal)
		return dot && map->info.btf_value_type_id;
	return strncmp(name, map->name, BPF_OBJ_NAME_LEN - 1) == 0;
}

static void map__measure(struct map *map)
{
	const struct bpf_map_info *info = &map->info;

	map->per_cpu = info->type == BPF_MAP_TYPE_PERCPU_ARRAY ||
		       info->type == BPF_MAP_TYPE_PERCPU_HASH ||
		       info->type == BPF_MAP_TYPE_LRU_PERCPU_HASH;
	map->stride = map->per_cpu ? (info->value_size + 7u) & ~7u : info->value_size;
	map->total = map->per_cpu ? map->stride * (size_t)libbpf_num_possible_cpus() : map->stride;
	map->key = calloc(1, info->key_size + 1);
	map->value = calloc(1, map->total + 1);
	if (!map->key || !map->value)
		error(1, errno, "cannot allocate");
	if (info->btf_id)
		map->btf = btf__load_from_kernel_by_id(info->btf_id);
}

static bool map__try(int fd, void *arg)
{
	__u32 size = sizeof(struct bpf_map_info);
	struct map *map = arg;

	memset(&map->info, 0, size);
	if (bpf_obj_get_info_by_fd(fd, &map->info, &size))
		error(1, errno, "cannot ask for a map");
	if (!map__matches(map, map->info.name))
		return true;
	map->fd = dup(fd);
	return false;
}

static void map__find(struct map *map, int pid, const char *name)
{
	*map = (struct map){.name = name, .fd = -1};
	objects__each("map", pid, map__try, map);
	if (map->fd < 0)
		error(1, 0, "there is no map '%s'", name);
	map__measure(map);
}

static void map__set_key(struct map *map, const char *text)
{
	unsigned long long number;
	char *end;

	if (map->info.key_size > sizeof(number)) {
		strncpy(map->key, text, map->info.key_size);
		return;
	}
	number = strtoull(text, &end, 0);
	if (!*text || *end)
		error(1, 0, "the key wants a number, not '%s'", text);
	memcpy(map->key, &number, map->info.key_size);
}

static void map__read(struct map *map, const char *key)
{
	if (bpf_map_lookup_elem(map->fd, map->key, map->value))
		error(1, errno, "cannot look up '%s' in '%s'", key, map->info.name);
}

/* --- types --- */

/* Through typedefs, const and volatile. */
static const struct btf_type *plain_type(const struct btf *btf, __u32 id)
{
	const struct btf_type *type = btf__type_by_id(btf, id);

	while (type && (btf_is_mod(type) || btf_is_typedef(type) || btf_is_type_tag(type)))
		type = btf__type_by_id(btf, type->type);
	return type;
}

static struct field map__whole(const struct map *map)
{
	return (struct field){.type = map->btf ? map->info.btf_value_type_id : 0,
			      .size = map->info.value_size};
}

static struct field member_field(const struct map *map, struct field whole,
				 const struct btf_member *member)
{
	__s64 size = btf__resolve_size(map->btf, member->type);

	return (struct field){.type = member->type,
			      .offset = whole.offset + member->offset / 8,
			      .size = size < 0 ? 0 : (__u32)size};
}

static struct field find_member(const struct map *map, struct field whole, const char *name)
{
	const struct btf_type *type = whole.type ? plain_type(map->btf, whole.type) : NULL;
	const struct btf_member *member;
	int i;

	for (i = 0; type && btf_is_composite(type) && i < btf_vlen(type); i++) {
		member = btf_members(type) + i;
		if (strcmp(btf__name_by_offset(map->btf, member->name_off), name) == 0)
			return member_field(map, whole, member);
	}
	error(1, 0, "the value of '%s' has no member '%s'", map->info.name, name);
	return whole;
}

static struct field choose(const struct map *map, struct field whole, const char *member)
{
	return member ? find_member(map, whole, member) : whole;
}

/* --- printing --- */

/* As text if it is that, and nothing is hidden behind its end; otherwise in hexadecimal. */
static void print_bytes(const unsigned char *bytes, size_t size)
{
	size_t i, end = strnlen((const char *)bytes, size);

	for (i = 0; i < end && isgraph(bytes[i]); i++)
		;
	while (i >= end && i < size && !bytes[i])
		i++;
	if (end && i == size) {
		printf("%.*s", (int)end, bytes);
		return;
	}
	printf("0x");
	for (i = 0; i < size; i++)
		printf("%02x", bytes[i]);
}

static bool is_signed(const struct btf_type *type)
{
	return type && btf_is_int(type) && (btf_int_encoding(type) & BTF_INT_SIGNED);
}

static void print_number(const unsigned char *bytes, size_t size, bool with_sign)
{
	unsigned long long number = 0;
	unsigned int shift = 64 - 8 * (unsigned int)size;

	memcpy(&number, bytes, size);
	if (with_sign)
		printf("%lld", (long long)(number << shift) >> shift);
	else
		printf("%llu", number);
}

static void print_field(const struct map *map, const unsigned char *value, struct field field);

static void print_members(const struct map *map, const unsigned char *value, struct field whole,
			  const struct btf_type *type)
{
	const struct btf_member *member = btf_members(type);
	int i;

	for (i = 0; i < btf_vlen(type); i++, member++) {
		printf("%s%s=", i ? "," : "", btf__name_by_offset(map->btf, member->name_off));
		print_field(map, value, member_field(map, whole, member));
	}
}

static void print_field(const struct map *map, const unsigned char *value, struct field field)
{
	const struct btf_type *type = field.type ? plain_type(map->btf, field.type) : NULL;

	if (type && btf_is_composite(type))
		print_members(map, value, field, type);
	else if (!field.size || field.size > 8 || (type && btf_is_array(type)))
		print_bytes(value + field.offset, field.size);
	else
		print_number(value + field.offset, field.size, is_signed(type));
}

static void map__print(const struct map *map, struct field field)
{
	const unsigned char *value = map->value;
	size_t at;

	for (at = 0; at < map->total; at += map->stride) {
		if (at)
			putchar(' ');
		print_field(map, value + at, field);
	}
	putchar('\n');
}

/* --- commands --- */

void peek__members(int pid, char **args)
{
	const struct btf_type *type, *member_type;
	const struct btf_member *member;
	struct field whole, field;
	struct map map;
	int i;

	map__find(&map, pid, args[0]);
	whole = map__whole(&map);
	type = whole.type ? plain_type(map.btf, whole.type) : NULL;
	for (i = 0; type && btf_is_composite(type) && i < btf_vlen(type); i++) {
		member = btf_members(type) + i;
		field = member_field(&map, whole, member);
		member_type = btf__type_by_id(map.btf, member->type);
		printf("%s %s %u %u\n", btf__name_by_offset(map.btf, member->name_off),
		       btf__name_by_offset(map.btf, member_type->name_off), field.offset,
		       field.size);
	}
}

void peek__dump(int pid, char **args)
{
	struct field field;
	struct map map;
	void *previous = NULL;

	map__find(&map, pid, args[0]);
	field = choose(&map, map__whole(&map), args[1]);
	while (!bpf_map_get_next_key(map.fd, previous, map.key)) {
		previous = map.key;
		if (bpf_map_lookup_elem(map.fd, map.key, map.value))
			continue;
		if (map.info.key_size > 8)
			print_bytes(map.key, map.info.key_size);
		else
			print_number(map.key, map.info.key_size, false);
		putchar(' ');
		map__print(&map, field);
	}
}

void peek__value(int pid, char **args)
{
	struct map map;

	map__find(&map, pid, args[0]);
	map__set_key(&map, args[1]);
	map__read(&map, args[1]);
	map__print(&map, choose(&map, map__whole(&map), args[2]));
}

static bool in_member(const struct map *map, const struct btf_type *type, __u32 offset)
{
	struct field whole = map__whole(map), field;
	int i;

	for (i = 0; i < btf_vlen(type); i++) {
		field = member_field(map, whole, btf_members(type) + i);
		if (offset >= field.offset && offset < field.offset + field.size)
			return true;
	}
	return false;
}

void peek__padding(int pid, char **args)
{
	const struct btf_type *type;
	struct field whole;
	struct map map;
	__u32 i;

	map__find(&map, pid, args[0]);
	map__set_key(&map, args[1]);
	map__read(&map, args[1]);
	whole = map__whole(&map);
	type = whole.type ? plain_type(map.btf, whole.type) : NULL;
	if (!type || !btf_is_composite(type))
		error(1, 0, "the value of '%s' has no members", map.info.name);
	for (i = 0; i < whole.size; i++)
		if (!in_member(&map, type, i))
			printf("%u %02x\n", i, ((unsigned char *)map.value)[i]);
}

/* All CPUs of a per-CPU map get the same value. */
static void map__store(struct map *map, struct field field, const char *text)
{
	unsigned char *value = map->value;
	unsigned long long number;
	char *end;
	size_t at;

	number = (unsigned long long)strtoll(text, &end, 0);
	if (!*text || *end || field.size > sizeof(number))
		error(1, 0, "'%s' wants a number of at most 8 bytes, not '%s'", map->info.name,
		      text);
	for (at = 0; at < map->total; at += map->stride)
		memcpy(value + at + field.offset, &number, field.size);
	if (bpf_map_update_elem(map->fd, map->key, map->value, BPF_ANY))
		error(1, errno, "cannot change '%s'", map->info.name);
}

void peek__set(int pid, char **args)
{
	struct map map;

	map__find(&map, pid, args[0]);
	map__set_key(&map, args[1]);
	/* Not there yet: the members that are not set are zero. */
	if (bpf_map_lookup_elem(map.fd, map.key, map.value) && errno != ENOENT)
		error(1, errno, "cannot look up '%s' in '%s'", args[1], map.info.name);
	map__store(&map, choose(&map, map__whole(&map), args[3]), args[2]);
}

/* Each of .bss, .data and .rodata is a map with one value, described by a "data section". */
struct search {
	const char *name;
	struct map *map;
	struct field field;
};

static bool search__section(int fd, void *arg)
{
	struct search *search = arg;
	struct map *map = search->map;
	const struct btf_var_secinfo *var;
	const struct btf_type *type;
	int i;

	*map = (struct map){.name = "", .internal = true, .fd = -1};
	if (map__try(fd, map))
		return true;
	map__measure(map);
	type = map->btf ? btf__type_by_id(map->btf, map->info.btf_value_type_id) : NULL;
	for (i = 0; type && btf_is_datasec(type) && i < btf_vlen(type); i++) {
		var = btf_var_secinfos(type) + i;
		type = btf__type_by_id(map->btf, var->type);
		if (strcmp(btf__name_by_offset(map->btf, type->name_off), search->name) == 0) {
			search->field = (struct field){
				.type = type->type, .offset = var->offset, .size = var->size};
			return false;
		}
		type = btf__type_by_id(map->btf, map->info.btf_value_type_id);
	}
	return true;
}

static struct field find_global(struct map *map, int pid, const char *name)
{
	struct search search = {.name = name, .map = map};

	objects__each("map", pid, search__section, &search);
	if (!search.field.size)
		error(1, 0, "there is no global variable '%s'", name);
	map__read(map, name);
	return search.field;
}

void peek__global(int pid, char **args)
{
	struct field field;
	struct map map;

	field = find_global(&map, pid, args[0]);
	map__print(&map, choose(&map, field, args[1]));
}

void peek__set_global(int pid, char **args)
{
	struct field field;
	struct map map;

	field = find_global(&map, pid, args[0]);
	map__store(&map, field, args[1]);
}
