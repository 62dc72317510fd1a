#!/bin/sh
# The backend kind `chat` against a real llama.cpp server with a tiny model made here: sh tests/interop/llama.sh
# Needs python3 and a package index (xllamacpp brings the server, gguf writes the model); not part of the test suite.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dilmaj=${DILMAJ:-$here/../../target/debug/dilmaj}
work=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || true; rm -rf "$work"' EXIT INT TERM
server=

python=${PYTHON:-}
if [ -z "$python" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install -q xllamacpp gguf numpy
    python=$work/venv/bin/python
fi
cd "$work"
"$python" "$here/tiny_model.py" tiny.gguf
mkfifo stop
"$python" "$here/serve.py" tiny.gguf <stop >address 2>server.log &
server=$!
exec 3>stop
for _ in $(seq 60); do [ -s address ] && break; sleep 1; done
address=$(head -n 1 address)

printf 'نشست کارگروه برگزار شد.\nاو رفت.\nباران بارید.\n' >a.txt
printf 'source\ttarget\n' >g.tsv
for prompt in json plain hy-mt2 translategemma; do
    cat >"$prompt.toml" <<EOF
[translate]
backend = "llama"
[qa]
length_ratio = 20.0
[backend.llama]
kind = "chat"
base_url = "$address/v1"
model = "tiny"
prompt = "$prompt"
EOF
    "$dilmaj" --config "$prompt.toml" translate a.txt -o "out-$prompt" -g g.tsv --no-memory 2>"$prompt.err" || true
    answers=$(cut -f 4 "out-$prompt/a.tsv" | sed 1d | tr '\n' ' ')
    [ "$answers" = "Test. Test. Test. " ] || { echo "$prompt: $answers"; cat "$prompt.err"; exit 1; }
    echo "$prompt: ok"
done
"$dilmaj" --config json.toml backends --probe | grep -A 3 llama
