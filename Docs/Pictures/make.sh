#!/bin/sh
# Makes the pictures of Docs/Operations.md with the tool itself, and writes the tables of parameters in Docs/Operations.md
# and Docs/Encodings.md anew.
#
# Usage: make.sh TOOL, where TOOL is the built command line. A test fails when a table is not as the tool prints it.
set -eu
tool=$1
folder=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$tool" samples "$work/samples" --longest 960
rm -f "$folder"/*.webp
while read -r recipe sample; do
    "$tool" render "$work/samples/$sample" --recipe "$folder/$recipe.yaml" --overlays "$work/samples" --out "$folder"
done << LIST
operations lake.jpg
positions street-lights.jpg
transparency emblem.png
orientation aurora.jpg
LIST

"$tool" workflow graph process-image --file "$folder/process-image.svg"

# What stands between `<!-- parameters: NAME -->` and `<!-- end -->` is replaced.
for page in "$folder/../Operations.md" "$folder/../Encodings.md"; do
    while IFS= read -r line; do
        case $line in
        '<!-- parameters: '*)
            skipping=yes
            name=${line#<!-- parameters: }
            printf '%s\n' "$line"
            "$tool" recipe operations "${name% -->}" --markdown | sed '1,2d'
            ;;
        '<!-- end -->')
            skipping=no
            printf '%s\n' "$line"
            ;;
        *) [ "${skipping:-no}" = yes ] || printf '%s\n' "$line" ;;
        esac
    done < "$page" > "$work/page.md"
    cat "$work/page.md" > "$page"
done
