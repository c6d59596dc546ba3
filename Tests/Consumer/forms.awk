# Makes a list of the forms of the references: each value in Swift beside its JSON.
function emit() {
    if (swift == "" || json == "") return
    count++
    printf "    static func form%d() throws {\n", count
    if (page == "Operations.md") {
        if (swift !~ /^\[/) swift = "[\n" swift "]"
        if (json !~ /^\[/) json = "[" json "]"
        printf "        let value: Pipeline = %s\n", swift
    } else if (swift ~ /^Rendition/) {
        printf "        let value: Rendition = %s\n", swift
    } else {
        printf "        let value: Encoding = %s\n", swift
    }
    printf "        try Form.expect(value, #\"\"\"\n%s\n\"\"\"#)\n    }\n\n", json
    swift = json = ""
}
BEGIN { print "import Renditions\n\nenum Forms {" }
/^@/ { emit(); page = substr($1, 2); language = $2; next }
language == "swift" { swift = swift $0 "\n" }
language == "json" { json = json (json == "" ? "" : "\n") $0 }
END {
    emit()
    print "    static let all: [@Sendable () throws -> Void] = ["
    for (index_ = 1; index_ <= count; index_++) printf "        form%d,\n", index_
    print "    ]\n}"
}
