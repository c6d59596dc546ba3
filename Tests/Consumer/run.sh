#!/bin/sh
# Builds and runs a package that depends on this one by version, as a user's package does, from the lines in the README.
#
# Fails when the README does not compile, when our sources give a warning, or when products that the lines don't use
# are built.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A repository of its own with the working tree as version 0.1.0: packages are resolved from committed versions.
mkdir "$work/renditions"
(cd "$root" && git ls-files -z --cached --others --exclude-standard | xargs -0 -I{} sh -c '[ -e "$1" ] && cp --parents "$1" "$2"' _ {} "$work/renditions")
cd "$work/renditions"
git init --quiet
git add --all
git -c user.name=consumer -c user.email=consumer@localhost commit --quiet -m "the tree under test"
git tag 0.1.0

mkdir -p "$work/consumer/Sources/Consumer"
cd "$work/consumer"
sed "s|@REPOSITORY@|file://$work/renditions|" "$root/Tests/Consumer/Package.swift.in" > Package.swift
cp "$root/Tests/Consumer/photograph.swift.in" Sources/Consumer/photograph.swift
# The first block of Swift in the README, as it stands there.
awk '/^```swift$/ { inside = 1; next } /^```$/ && inside { exit } inside' "$root/README.md" > Sources/Consumer/main.swift
grep -q "import RenditionsVips" Sources/Consumer/main.swift

swift run Consumer 2> build.log > output.txt || { cat build.log; echo "consumer: the README's lines failed" >&2; exit 1; }
cat output.txt
grep -q "^small 320x240 " output.txt || { echo "consumer: no rendition named small of 320x240" >&2; exit 1; }
grep -q "^square 128x128 " output.txt || { echo "consumer: no rendition named square of 128x128" >&2; exit 1; }
if grep -E "warning:" build.log | grep -v "^warning: .*dependency"; then
    echo "consumer: the build gave warnings" >&2
    exit 1
fi
for unused in GRDB Yams ArgumentParser RenditionsFileSystem RenditionsApp RenditionsTesting; do
    # The folder may be there for the plan's sake; object files are there when something was compiled.
    if [ -n "$(find -L ".build/debug/$unused.build" -name '*.o' 2> /dev/null | head -n 1)" ]; then
        echo "consumer: $unused was built, though nothing uses it" >&2
        exit 1
    fi
done
echo "consumer: the README's lines compile, run and give what they say"
