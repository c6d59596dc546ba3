#!/bin/sh
# Starts the server on sample photographs, sends them to it as anybody would, and says what to try: `make serve`.
#
# Usage: serve.sh RENDITIONS RENDITIONS-SERVER, the built tool and server. PORT, RECIPE and PHOTOS as in the Makefile.
# Everything is open to anyone, on this machine alone. What it keeps is in serve/, and made anew each time but for the
# photographs.
set -eu
tool=$1
server=$2
port=${PORT:-8080}
photos=${PHOTOS:-}

mkdir -p serve
if [ -z "$photos" ]; then
    photos=serve/photos
    [ -d "$photos" ] || "$tool" samples "$photos"
fi
rm -rf serve/data
# The server may take a moment to make it anew.
: > serve/ready.txt

"$server" --http-port "$port" --storage-folder serve/data --recipe "${RECIPE:-web}" \
    --http-maximum-upload-bytes 64M --processing-max-bytes 64M --processing-max-seconds 120 \
    --http-maximum-wait-seconds 120 \
    --access-upload anyone --access-list anyone --access-read anyone --access-renditions anyone \
    --access-originals anyone --access-delete anyone > serve/ready.txt 2> serve/server.log &
process=$!
# Ctrl-C reaches the server as well, which ends in order; a second signal would end it at once.
end() {
    wait "$process" || true
    echo "Ended. What was uploaded is in serve/data."
    exit 0
}
trap end INT
trap 'kill "$process"; end' TERM
# Whatever goes wrong, the server does not stay behind.
trap 'kill "$process" 2> /dev/null || true' EXIT
url=
while [ -z "$url" ]; do
    kill -0 "$process" 2> /dev/null || { cat serve/server.log >&2; wait "$process" || exit $?; exit 3; }
    url=$(sed -n 's/.*ready on //p' serve/ready.txt)
    [ -n "$url" ] || sleep 0.1
done

echo "The server listens on $url and writes its log to serve/server.log. It takes the photographs:"
# Percent-encodes every byte, for a query.
encoded() { printf %s "$1" | od -An -v -tx1 | tr -d '\n' | sed 's/ /%/g'; }
# For a shell to read.
quoted() { printf %s "$1" | sed "s/'/'\\\\''/g; 1s/^/'/; \$s/\$/'/"; }

image=
for file in "$photos"/*; do
    [ -f "$file" ] || continue
    name=$(basename "$file")
    answer=$(curl -sS -H 'Prefer: wait=120' --data-binary "@$file" "$url/images?filename=$(encoded "$name")") ||
        { echo "  $name  could not be sent"; continue; }
    id=$(printf %s "$answer" | sed -n 's/^{"id":"\([a-z0-9]*\)".*/\1/p')
    state=$(printf %s "$answer" | sed -n 's/^{"id":"[a-z0-9]*","state":"\([a-z]*\)".*/\1/p')
    why=$(printf %s "$answer" | sed -n 's/.*"detail":"\([^"]*\)".*/\1/p')
    echo "  $name  ${state:-refused}  ${id:+$url/images/$id}${why:+  $why}"
    if [ "$state" = ready ] && [ -z "$image" ]; then
        image=$id
        photo=$(quoted "$file")
        rendition=$(printf %s "$answer" | sed -n 's/.*"renditions":\[{"name":"\([^"]*\)".*/\1/p')
    fi
done
[ -n "$image" ] || { echo "None of them could be processed." >&2; exit 1; }

cat << END

Try, in another window:

  an upload, whose renditions are waited for: the same picture with a date behind it, since the same bytes are one image
    { cat $photo; date; } | curl -H 'Prefer: wait=30' --data-binary @- '$url/images?filename=photo.jpg'
  several files in a form, of which the first is known already
    { cat $photo; date; date; } > serve/another
    curl -F 'file=@-;filename=known' -F 'file=@serve/another' $url/images < $photo
  an upload by a link that works once
    curl -X POST $url/uploads

  what is known of an image, with srcset and <picture> to put into a page
    curl $url/images/$image
  an upload, and how its processing goes on, as server-sent events
    id=\$({ cat $photo; date; } | curl -sS --data-binary @- $url/images | cut -d'"' -f4)
    curl -N $url/images/\$id/events
  a rendition, or a part of it
    curl -o serve/rendition $url/images/$image/renditions/$rendition
    curl -r 0-99 -o serve/part $url/images/$image/renditions/$rendition
  the original
    curl -OJ --output-dir serve $url/images/$image/original
  the newest images
    curl '$url/images?limit=3'
  erase one
    curl -i -X DELETE $url/images/$image

  whether it can serve, what it has counted, and all of this as OpenAPI 3.1
    curl $url/ready
    curl $url/metrics
    curl $url/openapi.json

  the same images for the command line
    $tool list --out serve/data

Ctrl-C ends it.
END
wait "$process"
