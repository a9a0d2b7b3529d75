#!/bin/sh
# What the tests need beside Python: a Chromium and fonts for the scripts of the editions.
set -eu
packages=""
command -v chromium >/dev/null 2>&1 || command -v google-chrome >/dev/null 2>&1 || packages="$packages chromium"
has_font() { command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list ":lang=$1" family 2>/dev/null)" ]; }
for language in ar km si ta ur; do
    has_font "$language" || { packages="$packages fontconfig fonts-noto-core"; break; }
done
[ -n "$packages" ] || exit 0
install="apt-get install -y --no-install-recommends$packages"
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "installing:$packages"
    { apt-get update && DEBIAN_FRONTEND=noninteractive $install; } >/dev/null
elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    echo "installing:$packages"
    { sudo apt-get update && sudo DEBIAN_FRONTEND=noninteractive $install; } >/dev/null
else
    echo "The tests need:$packages" >&2
    echo "On Debian or Ubuntu: sudo $install" >&2
    echo "Elsewhere: install Chromium and the Noto fonts with your package manager." >&2
    exit 1
fi
