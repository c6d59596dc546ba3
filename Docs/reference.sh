#!/bin/sh
# Builds the reference of every product with DocC into .build/reference, from what the compiler says of the public symbols.
# A link that leads nowhere is a failure.
#
# DocC comes with Swift's toolchain. It is called by itself, and not through its package plug-in, because that would be a
# dependency for everybody who uses this package.
set -eu
cd "$(dirname "$0")/.."
docc=$(command -v docc || xcrun --find docc 2> /dev/null || printf '%s/docc' "$(dirname "$(command -v swift)")")
graphs=$(swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members | sed -n 's/^Files written to //p')
[ -d "$graphs" ] || {
    echo "docs: no symbol graphs were written" >&2
    exit 1
}
for product in Renditions RenditionsWorkflow RenditionsTasks RenditionsVips RenditionsFileSystem RenditionsAPI \
    RenditionsJWT RenditionsServer RenditionsLambda RenditionsAWS RenditionsFunctions \
    RenditionsTesting; do
    # One module at a time: the extensions of a module stand in files of their own, named Module@Extended.
    rm -rf ".build/graphs/$product" ".build/reference/$product.doccarchive"
    mkdir -p ".build/graphs/$product" .build/reference
    cp "$graphs/$product.symbols.json" ".build/graphs/$product"
    for extension in "$graphs/$product@"*.symbols.json; do
        [ ! -e "$extension" ] || cp "$extension" ".build/graphs/$product"
    done
    log=.build/graphs/$product.log
    "$docc" convert "Sources/$product/$product.docc" --additional-symbol-graph-dir ".build/graphs/$product" \
        --fallback-display-name "$product" --fallback-bundle-identifier "renditions.$product" \
        --output-path ".build/reference/$product.doccarchive" > "$log" 2>&1 || { cat "$log" && exit 1; }
    # What a parameter's name and type say need not be said again.
    if grep -E '^(warning|error): ' "$log" | grep -qv 'is missing documentation$'; then
        grep -E -A 8 '^(warning|error): ' "$log" | grep -v 'is missing documentation$'
        exit 1
    fi
    echo ".build/reference/$product.doccarchive"
done
