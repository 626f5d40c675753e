#!/bin/sh
# Make sure that the programs which the tests use are there: a browser, a PDF text extractor, a Java
# compiler, a web server with its load, a signer and a false clock.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
command -v pdftotext >/dev/null 2>&1 || missing="$missing poppler-utils"
command -v javac >/dev/null 2>&1 || missing="$missing default-jdk-headless"
command -v nginx >/dev/null 2>&1 || [ -x /usr/sbin/nginx ] || missing="$missing nginx-light"
[ -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so ] ||
    missing="$missing libnginx-mod-http-brotli-static"
command -v minisign >/dev/null 2>&1 || missing="$missing minisign"
command -v wrk >/dev/null 2>&1 || missing="$missing wrk"
find /usr/lib -name libfaketime.so.1 2>/dev/null | grep -q . || missing="$missing libfaketime"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # The tests start a web server of their own; at this run level none is started for the machine.
    export RUNLEVEL=1
    # shellcheck disable=SC2086 (a list of names)
    apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "The tests need these Debian packages, which are missing:$missing" >&2
    echo "Install them, for example with: sudo apt-get install$missing" >&2
    exit 1
fi
