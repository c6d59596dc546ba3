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
# Kept between runs, so that the packages of others are fetched and built once; what is ours is new each time.
work=$root/.build/consumer
aside=$work/aside
mkdir -p "$work"
rm -rf "$work/renditions" "$work/pieces" "$work/forms.txt" "$aside"
trap 'rm -rf "$aside"' EXIT

# A repository of its own with the working tree as a version: packages are resolved from committed versions. The version
# is another each time, because what a version holds never changes.
mkdir "$work/renditions"
(
    cd "$root"
    # A file that was removed and is still in the index is listed too.
    git ls-files -z --cached --others --exclude-standard |
        xargs -0 sh -c 'for file; do if [ -e "$file" ]; then cp --parents "$file" "$0"; fi; done' "$work/renditions"
)
cd "$work/renditions"
git init --quiet
git add --all
git -c user.name=consumer -c user.email=consumer@localhost commit --quiet -m "the tree under test"
git tag "0.1.$(date +%s)"
revision=$(git rev-parse HEAD)
repository=file://$work/renditions

fail() {
    echo "consumer: $1" >&2
    exit 1
}

# Warnings in a log that are not of how others' packages are put together, which SwiftPM names first.
ours() {
    grep -E "warning:" "$1" | grep -v -e "^warning: .*dependency" -e "^warning: 'swift-"
}

# The pieces, each in the file that the comment above it names.
mkdir "$work/pieces"
for page in "$root"/README.md "$root"/CONTRIBUTING.md "$root"/Docs/*.md; do
    awk -v out="$work/pieces" -v forms="$work/forms.txt" -f "$here/pieces.awk" "$page" || fail "$page can't be taken apart"
done

mkdir -p "$work/consumer"
cd "$work/consumer"
# All but what is built.
rm -rf Package.swift Package.resolved Sources Tests ./*.log output.txt
grep -q "https://github.com/renditions/renditions.git" "$work/pieces/Package.swift" || fail "the README has no manifest"
sed "s|https://github.com/renditions/renditions.git|$repository|" "$work/pieces/Package.swift" > Package.swift
rm "$work/pieces/Package.swift"
mkdir -p Sources/Thumbnails
mv "$work/pieces/main.swift" Sources/Thumbnails/main.swift
cp "$here/photograph.swift.in" Sources/Thumbnails/photograph.swift

# What only the documents use was built for them, perhaps. It goes aside, so that whatever is there afterwards was built
# for the ten lines.
unused="GRDB Yams ArgumentParser InMemoryTracing NIOPosix Hummingbird JWTKit Configuration RenditionsFileSystem RenditionsAPI"
unused="$unused RenditionsServer RenditionsLambda RenditionsFunctions RenditionsAWS AWSClient RenditionsJWT RenditionsApp RenditionsService RenditionsTesting"
built=.build/debug
mkdir "$aside"
for module in $unused; do
    [ ! -e "$built/$module.build" ] || mv "$built/$module.build" "$aside"
done

# A version that is there already would do for the manifest.
swift package update renditions 2> update.log || { cat update.log; fail "no version of the package can be had"; }
swift run Thumbnails 2> build.log > output.txt || { cat build.log; fail "the README's lines failed"; }
cat output.txt
grep -q "\"$revision\"" Package.resolved || fail "another tree was built than the one under test"
grep -q "^small 320x240 " output.txt || fail "no rendition named small of 320x240"
grep -q "^square 128x128 " output.txt || fail "no rendition named square of 128x128"
if ours build.log; then fail "the build gave warnings"; fi
for module in $unused; do
    # The folder may be there for the plan's sake; object files are there when something was compiled.
    if [ -n "$(find -L "$built/$module.build" -name '*.o' 2> /dev/null | head -n 1)" ]; then
        fail "$module was built, though nothing uses it"
    fi
    if [ -e "$aside/$module.build" ]; then
        rm -rf "$built/$module.build"
        mv "$aside/$module.build" "$built"
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
if ours test.log; then fail "the pieces of the documents gave warnings"; fi
grep -q "\"$revision\"" Package.resolved || fail "the documents were tested with another tree than the one under test"
tail -n 1 test.log
echo "consumer: the pieces of the documents compile, and their tests pass"
