# SPDX-License-Identifier: GPL-2.0-only
# Names that were made to do harm do none, and can be recovered from every format.
. "${0%/*}/../session/env.sh"

attach=${ATTACHES%% *}

# As "reads --comm" takes them: each a thread's name, as bytes.
cat >"$dir/names" <<'NAMES'
plain
\x1b[31mred
\x1b]0;title\x07
two\x0alines
tab\x09cr\x0dx
say "hi"
back\\slash
a,b,"c"
caf\xc3\xa9
\xe6\x97\xa5\xe6\x9c\xac
bad\xff\xfeutf
lone\xc3
fourteen-bytes\xc3\xa9
c1\x9b31m
c1\xc2\x9b31m
rtl\xe2\x80\xaetxt
\x7f\x01\x1f
NAMES
count=$(wc -l <"$dir/names")

make_reads()
{
	while read -r name; do
		reads --uid 4711 --comm "$name" >/dev/null
	done <"$dir/names"
}

# Lines with escapes as text and CSV have them, and as "reads" takes them: the bytes as hexadecimal.
hex_of_escaped()
{
	LC_ALL=C awk 'BEGIN { for (i = 1; i < 256; i++) ord[sprintf("%c", i)] = i }
	{
		hex = ""
		for (i = 1; i <= length($0); i++) {
			c = substr($0, i, 1)
			if (c == "\\" && substr($0, i + 1, 1) == "x") {
				hex = hex substr($0, i + 2, 2)
				i += 3
				continue
			}
			if (c == "\\")
				i++
			hex = hex sprintf("%02x", ord[c])
		}
		print hex
	}'
}

# The kernel keeps 15 bytes.
hex_of_escaped <"$dir/names" | cut -c -30 >"$dir/expected"

for locale in C C.UTF-8; do
	LC_ALL=$locale readsnoop --attach "$attach" -q -u 4711 -o "$dir/text" &
	trace_pid=$!
	wait_for 10 test -s "$dir/text"
	make_reads
	stop_trace
	check_eq "text, $locale: lines" $((count + 1)) "$(wc -l <"$dir/text")"
	check_eq "text, $locale: raw control bytes" 0 \
		"$(LC_ALL=C tr -d '\n' <"$dir/text" | LC_ALL=C tr -dc '\000-\037\177' | wc -c)"
	sed 1d "$dir/text" | cut -b 51- | hex_of_escaped >"$dir/got"
	[ $locale != C ] || check_eq "text, $locale: ASCII only" 0 \
		"$(LC_ALL=C tr -dc '\200-\377' <"$dir/text" | wc -c)"
	check "text, $locale: the bytes come back" diff "$dir/expected" "$dir/got"
	rm "$dir/text"
done

readsnoop --attach "$attach" -q -u 4711 --format csv -o "$dir/csv" &
trace_pid=$!
wait_for 10 test -s "$dir/csv"
make_reads
stop_trace
check_eq 'csv: lines' $((count + 1)) "$(wc -l <"$dir/csv")"
check_eq 'csv: printable ASCII only' 0 "$(LC_ALL=C tr -d '\n -~' <"$dir/csv" | wc -c)"
sed -e 1d -e 's/^\([^,]*,\)\{6\}\(.*\),0,$/\2/' "$dir/csv" |
	sed -e '/^"/{ s/^"//; s/"$//; s/""/"/g; }' | hex_of_escaped >"$dir/got"
check 'csv: the bytes come back' diff "$dir/expected" "$dir/got"

start_trace "$dir/json" --attach "$attach" -u 4711
make_reads
stop_trace
check_eq 'json: printable ASCII only' 0 "$(LC_ALL=C tr -d '\n -~' <"$dir/json" | wc -c)"
check_eq 'json: reads' "$count" "$(read_lines "$dir/json")"
if command -v jq >/dev/null; then
	check 'json: jq reads every line' jq -e . "$dir/json"
	# Strings come out of jq as UTF-8; what could not be a string comes as comm_hex.
	jq -r 'select(.type == "read") | if .comm_hex then "hex " + .comm_hex
		else "b64 " + (.comm | @base64) end' "$dir/json" |
		while read -r kind value; do
			case $kind in
			hex) echo "$value" ;;
			b64) echo "$value" | base64 -d | od -An -v -tx1 | tr -d ' \n'; echo ;;
			esac
		done >"$dir/got"
	check 'json: the bytes come back' diff "$dir/expected" "$dir/got"
	check 'json: only what is not UTF-8 has comm_hex' \
		test "$(grep -c '"comm_hex"' "$dir/json")" = 4
else
	skip 'json: the bytes come back' 'there is no jq here'
fi
[ -n "${PYTHON:-}" ] || finish

# --- the schema, where there is what can judge it ---

validate()
{
	"$PYTHON" - "$dir/schema" "$@" <<'PYTHON'
import json, sys
import jsonschema

schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
types = set()
for path in sys.argv[2:]:
    for number, line in enumerate(open(path), 1):
        value = json.loads(line)
        types.add(value["type"])
        for error in validator.iter_errors(value):
            # Which of the types it does not match says nothing: look into the one it names.
            inner = [e for e in (error.context or [error]) if "const" not in e.validator]
            sys.exit(f"{path}:{number}: {[e.message for e in inner]}: {line}")
print(" ".join(sorted(types)))
PYTHON
}

readsnoop --json-schema >"$dir/schema"
check 'schema: printed, and a schema' validate /dev/null
check 'schema: an exotic name is no exception' validate "$dir/json"
for options in '' '--clock wall --stats 50ms' '--clock delta --order arrival' '--details' \
	'--path --clock wall --min-bytes 1' '--count 10' '--channel hash' \
	'--channel mmap --wakeup 1 -P 1 --sample 1/2' '-- sleep 0.1'; do
	case $options in
	--*' -- '* | '-- '*) set -- $options ;;
	*) set -- -d 300ms $options ;;
	esac
	reads --count 3000 --rate 5000 >/dev/null &
	readsnoop --attach "$attach" --format json -o "$dir/line" "$@" 2>/dev/null
	check "schema: ${options:-no option}" validate "$dir/line"
	wait
done
for options in 'top --by process' 'top --by comm' 'top --by file' 'top --by cpu' 'top --by uid' \
	'hist --of size,requested,duration' 'hist --by file --linear 0:10us:20 --of duration'; do
	reads --count 2000 --rate 5000 --comm 'bad\xff' >/dev/null &
	# shellcheck disable=SC2086
	readsnoop $options 200ms 2 -q --attach "$attach" --format json -o "$dir/line"
	check "schema: $options" validate "$dir/line"
	wait
done
# A gap, and the ledger on request.
start_trace "$dir/gap" --attach "$attach" --buffer-size 4K -u 4711
kill -STOP $trace_pid
reads --uid 4711 --count 1000 >/dev/null
kill -CONT $trace_pid
wait_for 10 has_reads "$dir/gap" 1
kill -USR1 $trace_pid
wait_for 10 grep -q '"type":"stats"' "$dir/gap"
stop_trace
check_eq 'schema: all types of lines' 'gap header read stats summary' "$(validate "$dir/gap" 2>&1)"
# It is strict enough to notice.
for wrong in 's/"seq":/"sequence":/' 's/"cpu":\([0-9]*\)/"cpu":"\1"/' 's/"type":"gap"/"type":"hole"/' \
	's/"boot_ns":/"new":1,"boot_ns":/' 's/"unaccounted"/"forgotten"/'; do
	sed "$wrong" "$dir/gap" >"$dir/wrong"
	if cmp -s "$dir/gap" "$dir/wrong"; then
		not_ok "schema: refuses $wrong" 'nothing to refuse'
	elif validate "$dir/wrong" >/dev/null 2>&1; then
		not_ok "schema: refuses $wrong" 'accepted'
	else
		ok "schema: refuses $wrong"
	fi
done
"$PYTHON" - "$dir/csv" >"$dir/got" <<'PYTHON'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="")))
for row in rows:
    name = row["comm"].encode("ascii").decode("unicode_escape").encode("latin-1")
    print(name.hex())
PYTHON
check 'csv: another program reads it the same way' diff "$dir/expected" "$dir/got"
finish
