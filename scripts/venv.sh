# Sourced by ./rasid and ./test: a Python, a virtual environment in .venv, and Rasid installed in it from this checkout.
# Everything said goes to standard error; standard input is left alone.

fail() {
    printf '%s: %s\n' "${0##*/}" "$1" >&2
    exit 1
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 </dev/null
}

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if command -v "$name" >/dev/null 2>&1 && new_enough "$name"; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# ready ROOT EXTRAS: makes ROOT/.venv hold Rasid with EXTRAS ("" or "[dev]"). Does nothing where it does already: the stamp says
# where the checkout lay and what pyproject.toml was when it was last installed.
ready() {
    venv=$1/.venv
    stamp=$venv/.rasid-installed$2
    wanted="$1 $(cksum <"$1/pyproject.toml")"
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && [ -x "$venv/bin/python" ]; then
        return
    fi
    # One made by hand here is taken over, not wiped; one that was moved or copied here no longer works, and is made anew.
    if ! { [ -x "$venv/bin/python" ] && new_enough "$venv/bin/python" && grep -qF "$venv" "$venv/bin/activate" &&
        "$venv/bin/python" -m pip --version; } >/dev/null 2>&1 </dev/null; then
        python=$(find_python) || fail "Rasid needs Python 3.11 or newer, and none was found; install it and try again."
        printf 'Setting Rasid up in %s (once, about a minute) …\n' "$venv" >&2
        "$python" -m venv --clear "$venv" >&2 </dev/null || fail "the virtual environment $venv could not be made; on Debian and Ubuntu install python3-venv."
    fi
    "$venv/bin/python" -m pip install -q --disable-pip-version-check -e "$1$2" >&2 </dev/null ||
        fail "Rasid could not be installed into $venv; the first installation needs the network."
    printf '%s' "$wanted" >"$stamp"
}
