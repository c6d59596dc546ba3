/// Everything that is wrong with what the server was told, each in a sentence or two.
struct SettingsRefusal: Error {
    var faults: [String]
}
