# Takes a page apart: every block of Swift goes to the file in `out` that the comment above it names, as in
# `<!-- compile: Sources/Sepia/Sepia.swift -->`. Those of the README that have no comment are the ten lines. On the pages
# of the references, blocks of Swift and of JSON that follow each other are two forms of one value; they go to `forms`.
BEGIN {
    name = ARGV[1]
    sub(/.*\//, "", name)
    isReference = name == "Operations.md" || name == "Encodings.md"
}
/^<!-- compile: .* -->$/ { path = $3; next }
/^```/ && inside { inside = 0; if (file != "") close(file); file = ""; next }
/^```(swift|json)$/ && isReference {
    inside = 1
    file = forms
    print "@" name " " substr($0, 4) >> file
    next
}
/^```swift$/ {
    if (path == "" && name == "README.md" && !tenLines) { path = "main.swift"; tenLines = 1 }
    if (path == "") {
        print name ": a block of Swift without `<!-- compile: FILE -->` above it: line " NR > "/dev/stderr"
        failed = 1
        exit 1
    }
    inside = 1
    file = out "/" path
    path = ""
    folder = file
    sub(/\/[^\/]*$/, "", folder)
    system("mkdir -p '" folder "'")
    next
}
/^```/ { inside = 1; file = ""; next }
inside && file != "" { print >> file }
END { exit failed }
