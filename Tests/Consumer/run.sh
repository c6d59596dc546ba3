#!/bin/sh
# Compiles and runs every piece of Swift in the documents, in packages that depend on this one by version, as a user's
# package does.
#
# First the ten lines of the README with the manifest of the README: fails when they don't compile, give a warning of ours,
# give other results than they say, or build products that they don't use. Then the pieces of all other pages with their
# tests, and every operation and encoding of the reference in both of its forms.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/Tests/Consumer
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
repository=file://$work/renditions

fail() {
    echo "consumer: $1" >&2
    exit 1
}

# The pieces, each in the file that the comment above it names.
mkdir "$work/pieces"
for page in "$root"/README.md "$root"/CONTRIBUTING.md "$root"/Docs/*.md; do
    awk -v out="$work/pieces" -v forms="$work/forms.txt" -f "$here/pieces.awk" "$page" || fail "$page can't be taken apart"
done

mkdir "$work/consumer"
cd "$work/consumer"
grep -q "https://github.com/renditions/renditions.git" "$work/pieces/Package.swift" || fail "the README has no manifest"
sed "s|https://github.com/renditions/renditions.git|$repository|" "$work/pieces/Package.swift" > Package.swift
rm "$work/pieces/Package.swift"
mkdir -p Sources/Thumbnails
mv "$work/pieces/main.swift" Sources/Thumbnails/main.swift
cp "$here/photograph.swift.in" Sources/Thumbnails/photograph.swift

swift run Thumbnails 2> build.log > output.txt || { cat build.log; fail "the README's lines failed"; }
cat output.txt
grep -q "^small 320x240 " output.txt || fail "no rendition named small of 320x240"
grep -q "^square 128x128 " output.txt || fail "no rendition named square of 128x128"
if grep -E "warning:" build.log | grep -v "^warning: .*dependency"; then fail "the build gave warnings"; fi
for unused in GRDB Yams ArgumentParser RenditionsFileSystem RenditionsApp RenditionsTesting; do
    # The folder may be there for the plan's sake; object files are there when something was compiled.
    if [ -n "$(find -L ".build/debug/$unused.build" -name '*.o' 2> /dev/null | head -n 1)" ]; then
        fail "$unused was built, though nothing uses it"
    fi
done
echo "consumer: the README's lines compile, run and give what they say"

# The same folder, so that what is built already need not be built again.
rm -r Sources
cp -R "$work/pieces/." .
sed "s|@REPOSITORY@|$repository|" "$here/Documents.swift.in" > Package.swift
mkdir -p Tests/FormTests
cp "$here/FormTests.swift.in" Tests/FormTests/FormTests.swift
awk -f "$here/forms.awk" "$work/forms.txt" > Tests/FormTests/Forms.swift
swift test > test.log 2>&1 || { cat test.log; fail "the pieces of the documents failed"; }
if grep -E "warning:" test.log | grep -v "^warning: .*dependency"; then fail "the pieces of the documents gave warnings"; fi
tail -n 1 test.log
echo "consumer: the pieces of the documents compile, and their tests pass"
