// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <bpf/libbpf.h>
#if defined(__x86_64__) || defined(__i386__)
#include <cpuid.h>
#endif

#include "compare_env.h"
#include "cpus.h"
#include "version.h"

void environment__set(struct environment *env, const char *name, const char *fmt, ...)
{
	struct environment_entry *entry;
	unsigned int i = 0;
	va_list args;

	while (i < env->count && strcmp(env->at[i].name, name) != 0)
		i++;
	if (i == ENVIRONMENT_MAX)
		return;
	entry = &env->at[i];
	if (i == env->count)
		env->count++;
	snprintf(entry->name, sizeof(entry->name), "%s", name);
	va_start(args, fmt);
	vsnprintf(entry->value, sizeof(entry->value), fmt, args);
	va_end(args);
	/* One line each in the file that keeps them. */
	for (char *p = entry->value; *p; p++)
		if ((unsigned char)*p < ' ')
			*p = ' ';
}

const char *environment__get(const struct environment *env, const char *name)
{
	for (unsigned int i = 0; i < env->count; i++)
		if (strcmp(env->at[i].name, name) == 0)
			return env->at[i].value;
	return NULL;
}

/* The first line of a file, without its end; "none" if there is no such file. */
static const char *first_line(const char *path, char *line, size_t size)
{
	FILE *file = fopen(path, "re");

	snprintf(line, size, "none");
	if (!file)
		return line;
	if (!fgets(line, (int)size, file))
		*line = '\0';
	fclose(file);
	line[strcspn(line, "\n")] = '\0';
	return line;
}

static void set_cpu_model(struct environment *env)
{
	char line[256], model[200] = "unknown";
	FILE *file = fopen("/proc/cpuinfo", "re");

	while (file && fgets(line, sizeof(line), file)) {
		if (strncmp(line, "model name", 10) != 0 || !strchr(line, ':'))
			continue;
		line[strcspn(line, "\n")] = '\0';
		snprintf(model, sizeof(model), "%.190s", strchr(line, ':') + 2);
		break;
	}
	if (file)
		fclose(file);
	environment__set(env, "cpu", "%s", model);
}

/* What the CPU itself says about who emulates or hosts it. */
static void set_hypervisor(struct environment *env)
{
	char signature[13] = "none";
	bool emulated = false;

#if defined(__x86_64__) || defined(__i386__)
	unsigned int a, b, c, d;

	if (__get_cpuid(1, &a, &b, &c, &d) && (c & 1U << 31)) {
		__cpuid(0x40000000, a, b, c, d);
		memcpy(signature, &b, 4);
		memcpy(signature + 4, &c, 4);
		memcpy(signature + 8, &d, 4);
		signature[12] = '\0';
		emulated = strncmp(signature, "TCGTCGTCGTCG", 12) == 0;
	}
#else
	snprintf(signature, sizeof(signature), "not known");
#endif
	environment__set(env, "hypervisor", "%s", signature);
	environment__set(env, "emulated", "%s", emulated ? "yes" : "no");
}

/* Each mitigation that is at work, in a few words. */
static void set_mitigations(struct environment *env)
{
	static const char dir[] = "/sys/devices/system/cpu/vulnerabilities";
	char list[sizeof(env->at[0].value)] = "", path[512], line[128];
	size_t len = 0;
	DIR *entries = opendir(dir);
	struct dirent *entry;

	while (entries && (entry = readdir(entries)) && len < sizeof(list) - 1) {
		char *end;

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", dir, entry->d_name);
		first_line(path, line, sizeof(line));
		if (strncmp(line, "Mitigation: ", 12) != 0)
			continue;
		end = line + 12 + strcspn(line + 12, ";,");
		*end = '\0';
		len += (size_t)snprintf(list + len, sizeof(list) - len, "%s%s: %.60s",
					len ? "; " : "", entry->d_name, line + 12);
	}
	if (entries)
		closedir(entries);
	environment__set(env, "mitigations", "%s", *list ? list : "none at work");
}

void environment__collect(struct environment *env)
{
	static struct cpu_set online;
	struct utsname uts;
	char line[256];
	time_t now = time(NULL);
	struct tm utc;

	uname(&uts);
	cpus__online(&online);
	gmtime_r(&now, &utc);
	strftime(line, sizeof(line), "%Y-%m-%dT%H:%M:%SZ", &utc);
	environment__set(env, "date", "%s", line);
	environment__set(env, "readsnoop", "%s", READSNOOP_VERSION);
	environment__set(env, "libbpf", "%s", libbpf_version_string());
	environment__set(env, "kernel", "%s %s", uts.sysname, uts.release);
	environment__set(env, "machine", "%s", uts.machine);
	set_cpu_model(env);
	environment__set(env, "online_cpus", "%u", cpu_set__count(&online));
	environment__set(env, "clocksource", "%s",
			 first_line("/sys/devices/system/clocksource/clocksource0/"
				    "current_clocksource",
				    line, sizeof(line)));
	environment__set(env, "governor", "%s",
			 first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", line,
				    sizeof(line)));
	set_mitigations(env);
	set_hypervisor(env);
}
