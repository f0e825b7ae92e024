// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../../user/cpus.h"
#include "../../user/filters.h"

#define ITEMS(array) (sizeof(array) / sizeof((array)[0]))

static void check_ids(const char *words, const uint32_t *expected, unsigned int count)
{
	struct filters filters = {};
	struct id_list *list = &filters.tgids.wanted;

	assert_null(filters__add_tgids(list, words));
	assert_int_equal(list->count, count);
	assert_memory_equal(list->ids, expected, count * sizeof(*expected));
	filters__fini(&filters);
}

static void ids_are_lists(void **state)
{
	(void)state;
	check_ids("7", (uint32_t[]){7}, 1);
	check_ids("1,4294967295,3", (uint32_t[]){1, UINT32_MAX, 3}, 3);
}

static void ids_add_up(void **state)
{
	struct filters filters = {};

	(void)state;
	assert_null(filters__add_tids(&filters.tids.unwanted, "5,6"));
	assert_null(filters__add_tids(&filters.tids.unwanted, "7"));
	assert_int_equal(filters.tids.unwanted.count, 3);
	assert_int_equal(filters.tids.unwanted.ids[0], 5);
	assert_int_equal(filters.tids.unwanted.ids[2], 7);
	assert_int_equal(filters.tids.wanted.count, 0);
	filters__fini(&filters);
}

static void ids_refuse(void **state)
{
	static const char *const bad[] = {"",	",",   "1,", "1,,2", ",1",	   "0",	  "1,0",
					  "-1", "1-3", "x",  "1 ",   "4294967296", "1;2", "+1"};

	(void)state;
	for (unsigned int i = 0; i < ITEMS(bad); i++) {
		struct filters filters = {};

		if (!filters__add_tgids(&filters.tgids.wanted, bad[i]))
			fail_msg("\"%s\" was taken", bad[i]);
		filters__fini(&filters);
	}
}

static void users_have_names(void **state)
{
	struct filters filters = {};

	(void)state;
	assert_null(filters__add_uids(&filters.uids.wanted, "0,root,65534"));
	assert_int_equal(filters.uids.wanted.count, 3);
	assert_int_equal(filters.uids.wanted.ids[1], 0);
	assert_non_null(filters__add_uids(&filters.uids.wanted, "root,no such user"));
	assert_non_null(filters__add_uids(&filters.uids.wanted, ""));
	filters__fini(&filters);
}

struct names {
	const char *words;
	const char *expected[4];
};

static void names_are_taken(void **state)
{
	static const struct names good[] = {
		{"a", {"a"}},
		{"nginx,php-fpm", {"nginx", "php-fpm"}},
		{"fifteen-bytes-x", {"fifteen-bytes-x"}},
		{"a\\,b", {"a,b"}},
		{"a\\,b,c", {"a,b", "c"}},
		{"\\,", {","}},
		{"a\\\\,b", {"a\\", "b"}},
		{"caf\\xc3\\xA9,\\x1b[1m", {"caf\xc3\xa9", "\x1b[1m"}},
		{"caf\xc3\xa9", {"caf\xc3\xa9"}},
		{" , ", {" ", " "}},
		/* 15 bytes, however they are written */
		{"\\x41\\x41\\x41\\x41\\x41\\x41\\x41\\x41\\x41\\x41\\x41\\x41\\x41\\x41\\x41",
		 {"AAAAAAAAAAAAAAA"}},
	};

	(void)state;
	for (unsigned int i = 0; i < ITEMS(good); i++) {
		struct filters filters = {};
		struct name_list *list = &filters.comms.wanted;
		const char *wrong = filters__add_names(list, good[i].words);
		unsigned int n = 0;

		if (wrong)
			fail_msg("\"%s\": %s", good[i].words, wrong);
		for (; good[i].expected[n]; n++) {
			char padded[READ_COMM_LEN] = "";

			assert_true(n < list->count);
			memcpy(padded, good[i].expected[n], strlen(good[i].expected[n]));
			assert_memory_equal(&list->names[n], padded, sizeof(padded));
		}
		assert_int_equal(list->count, n);
		filters__fini(&filters);
	}
}

static void names_refuse(void **state)
{
	static const char *const bad[] = {"",
					  ",",
					  "a,",
					  ",a",
					  "a,,b",
					  "sixteen-bytes-xx",
					  "a,sixteen-bytes-xx",
					  "a\\",
					  "a\\b",
					  "\\x1",
					  "\\xg1",
					  "\\x",
					  "\\x00",
					  "a\\x00",
					  "\\\\\\",
					  "\\n"};

	(void)state;
	for (unsigned int i = 0; i < ITEMS(bad); i++) {
		struct filters filters = {};

		if (!filters__add_names(&filters.comms.wanted, bad[i]))
			fail_msg("\"%s\" was taken", bad[i]);
		filters__fini(&filters);
	}
}

/* Whatever stands behind the NUL, equal names are equal keys; and others are not. */
static void keys_end_at_the_nul(void **state)
{
	static const unsigned char junk[] = {0x00, 0x01, 0x02, 0x7f, 0x80, 0x81, 0xff};

	(void)state;
	for (unsigned int len = 0; len < READ_COMM_LEN; len++)
		for (unsigned int fill = 1; fill < ITEMS(junk); fill++)
			for (unsigned int behind = 0; behind < ITEMS(junk); behind++) {
				char clean[READ_COMM_LEN] = "", dirty[READ_COMM_LEN];
				struct comm_key key;

				memset(clean, junk[fill], len);
				memcpy(dirty, clean, sizeof(dirty));
				memset(dirty + len + 1, junk[behind], sizeof(dirty) - len - 1);
				memcpy(&key, dirty, sizeof(key));
				comm_key__normalise(&key);
				if (memcmp(&key, clean, sizeof(key)) != 0)
					fail_msg("%u bytes of %02x, then %02x", len, junk[fill],
						 junk[behind]);
			}
}

static void cpus_are_lists(void **state)
{
	struct filters filters = {};

	(void)state;
	assert_null(filters__add_cpus(&filters, "0"));
	assert_int_equal(filters.cpus->end, 1);
	assert_true(filters.cpus->has[0]);
	assert_null(filters__add_cpus(&filters, "0-0,0"));
	assert_int_equal(cpu_set__count(filters.cpus), 1);
	filters__fini(&filters);
}

static void cpus_refuse(void **state)
{
	static const char *const bad[] = {"",	",", "0,",   "1-0",  "-1",    "-",
					  "0-", "x", "8191", "9999", "0,8191"};

	(void)state;
	for (unsigned int i = 0; i < ITEMS(bad); i++) {
		struct filters filters = {};

		if (!filters__add_cpus(&filters, bad[i]))
			fail_msg("\"%s\" was taken", bad[i]);
		if (filters.cpus && cpu_set__count(filters.cpus) != 0)
			fail_msg("\"%s\" was taken in part", bad[i]);
		filters__fini(&filters);
	}
}

static void samples_are_shares(void **state)
{
	static const char *const bad[] = {"",	  "1",	 "10",		 "1/",	  "1/0",
					  "1/1",  "2/3", "1/-2",	 "1/2 ",  " 1/2",
					  "1 /2", "0.5", "1/4294967296", "1/2/3", "10%"};
	struct filters filters = {};

	(void)state;
	assert_null(filters__set_sample(&filters, "1/2"));
	assert_int_equal(filters.sample, 2);
	assert_null(filters__set_sample(&filters, "1/4294967295"));
	assert_int_equal(filters.sample, UINT32_MAX);
	for (unsigned int i = 0; i < ITEMS(bad); i++)
		if (!filters__set_sample(&filters, bad[i]))
			fail_msg("\"%s\" was taken", bad[i]);
}

/* What the options say, as arguments of the functions above. */
struct said {
	const char *pid, *not_pid, *tid, *not_tid, *uid, *not_uid, *comm, *not_comm, *sample;
	bool follow, command;
};

static void say(struct filters *filters, const struct said *said)
{
	const struct {
		const char *words;
		const char *(*add)(struct id_list *list, const char *words);
		struct id_list *list;
	} ids[] = {
		{said->pid, filters__add_tgids, &filters->tgids.wanted},
		{said->not_pid, filters__add_tgids, &filters->tgids.unwanted},
		{said->tid, filters__add_tids, &filters->tids.wanted},
		{said->not_tid, filters__add_tids, &filters->tids.unwanted},
		{said->uid, filters__add_uids, &filters->uids.wanted},
		{said->not_uid, filters__add_uids, &filters->uids.unwanted},
	};

	*filters = (struct filters){.follow = said->follow};
	for (unsigned int i = 0; i < ITEMS(ids); i++)
		if (ids[i].words)
			assert_null(ids[i].add(ids[i].list, ids[i].words));
	if (said->comm)
		assert_null(filters__add_names(&filters->comms.wanted, said->comm));
	if (said->not_comm)
		assert_null(filters__add_names(&filters->comms.unwanted, said->not_comm));
	if (said->sample)
		assert_null(filters__set_sample(filters, said->sample));
}

static void contradictions_are_named(void **state)
{
	static const struct {
		struct said said;
		const char *words; /* NULL: none */
	} cases[] = {
		{{.pid = "5"}, NULL},
		{{.pid = "5", .not_pid = "6"}, NULL},
		{{.pid = "5", .not_tid = "5"}, NULL},
		{{.pid = "5", .follow = true}, NULL},
		{{.command = true}, NULL},
		{{.command = true, .follow = true}, NULL},
		{{.command = true, .not_pid = "5", .not_tid = "6"}, NULL},
		{{.pid = "1,5", .not_pid = "6,5"}, "--pid and --not-pid both name '5'"},
		{{.tid = "9", .not_tid = "9"}, "--tid and --not-tid both name '9'"},
		{{.uid = "root", .not_uid = "1,0"}, "--uid and --not-uid both name '0'"},
		{{.comm = "a,b", .not_comm = "b"}, "--comm and --not-comm both name 'b'"},
		{{.comm = "b", .not_comm = "bb"}, NULL},
		{{.pid = "5", .command = true}, "exclude a command"},
		{{.tid = "5", .command = true}, "exclude a command"},
		{{.follow = true}, "--follow needs --pid"},
		{{.not_pid = "5", .follow = true}, "--follow needs --pid"},
		{{.tid = "5", .follow = true}, "give --pid"},
		{{.pid = "4", .tid = "5", .follow = true}, "give --pid"},
	};

	(void)state;
	for (unsigned int i = 0; i < ITEMS(cases); i++) {
		struct filters filters;
		const char *wrong;

		say(&filters, &cases[i].said);
		wrong = filters__contradiction(&filters, cases[i].said.command);
		if (!wrong != !cases[i].words || (wrong && !strstr(wrong, cases[i].words)))
			fail_msg("case %u: '%s'", i, wrong ? wrong : "nothing");
		filters__fini(&filters);
	}
}

static struct probe_config configured(const struct said *said)
{
	struct probe_config config = {};
	struct filters filters;

	say(&filters, said);
	filters__configure(&filters, said->command, &config);
	filters__fini(&filters);
	return config;
}

static void nothing_said_is_nothing_tested(void **state)
{
	const struct probe_config nothing = {};
	struct probe_config config = configured(&(struct said){});

	(void)state;
	assert_memory_equal(&config, &nothing, sizeof(config));
	config = configured(&(struct said){.sample = "1/4"});
	assert_true(config.extras);
	assert_int_equal(config.sample_below, 1u << 30);
	config = configured(&(struct said){.sample = "1/4294967295"});
	assert_int_equal(config.sample_below, 1);
}

static void lists_become_policies(void **state)
{
	struct probe_config config = configured(&(struct said){.pid = "1", .not_pid = "2"});

	(void)state;
	assert_true(config.extras);
	assert_int_equal(config.filter_tgid, FILTER_ONLY);
	config = configured(&(struct said){.not_pid = "2", .not_tid = "3", .uid = "4"});
	assert_true(config.extras);
	assert_int_equal(config.filter_tgid, FILTER_EXCEPT);
	assert_int_equal(config.filter_tid, FILTER_EXCEPT);
	assert_int_equal(config.filter_uid, FILTER_ONLY);
	assert_false(config.filter_tree);
	config = configured(&(struct said){.command = true});
	assert_true(config.extras && config.filter_tree);
	/* The tree's ids are not the listed ones. */
	config = configured(&(struct said){.pid = "1", .follow = true});
	assert_true(config.extras && config.filter_tree);
	assert_int_equal(config.filter_tgid, FILTER_OFF);
	config = configured(&(struct said){.pid = "1", .not_pid = "2", .follow = true});
	assert_int_equal(config.filter_tgid, FILTER_EXCEPT);
}

static void one_name_needs_no_map(void **state)
{
	struct probe_config config = configured(&(struct said){.comm = "abcdefghi"});

	(void)state;
	assert_int_equal(config.filter_comm, FILTER_ONLY);
	assert_true(config.extras && config.one_comm);
	assert_memory_equal(&config.comm, "abcdefghi\0\0\0\0\0\0", READ_COMM_LEN);
	/* Its NUL counts, or longer names would be the same. */
	assert_memory_equal(&config.comm_mask,
			    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\0\0\0\0\0\0", READ_COMM_LEN);
	config = configured(&(struct said){.not_comm = "a"});
	assert_int_equal(config.filter_comm, FILTER_EXCEPT);
	assert_true(config.one_comm);
	assert_memory_equal(&config.comm, "a\0\0\0\0\0\0\0\0\0\0\0\0\0\0", READ_COMM_LEN);
	config = configured(&(struct said){.comm = "a", .not_comm = "b"});
	assert_int_equal(config.filter_comm, FILTER_ONLY);
	assert_false(config.one_comm);
	config = configured(&(struct said){.not_comm = "b,c"});
	assert_int_equal(config.filter_comm, FILTER_EXCEPT);
	assert_false(config.one_comm);
}

static void cpus_become_bits(void **state)
{
	struct cpu_set cpus;
	struct filters filters = {.cpus = &cpus};
	struct probe_config config = {};

	(void)state;
	assert_int_equal(cpu_set__parse(&cpus, "1,63-64,8191"), 0);
	filters__configure(&filters, false, &config);
	assert_true(config.extras && config.filter_cpu);
	assert_true(config.cpus[0] == (1ULL << 63 | 2));
	assert_true(config.cpus[1] == 1);
	assert_true(config.cpus[2] == 0);
	assert_true(config.cpus[COUNTER_ROWS / 64 - 1] == 1ULL << 63);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ids_are_lists),
		cmocka_unit_test(ids_add_up),
		cmocka_unit_test(ids_refuse),
		cmocka_unit_test(users_have_names),
		cmocka_unit_test(names_are_taken),
		cmocka_unit_test(names_refuse),
		cmocka_unit_test(keys_end_at_the_nul),
		cmocka_unit_test(cpus_are_lists),
		cmocka_unit_test(cpus_refuse),
		cmocka_unit_test(samples_are_shares),
		cmocka_unit_test(contradictions_are_named),
		cmocka_unit_test(nothing_said_is_nothing_tested),
		cmocka_unit_test(lists_become_policies),
		cmocka_unit_test(one_name_needs_no_map),
		cmocka_unit_test(cpus_become_bits),
	};

	return cmocka_run_group_tests_name("filters", tests, NULL, NULL);
}
