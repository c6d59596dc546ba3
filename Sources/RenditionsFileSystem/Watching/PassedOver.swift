/// Names under which programs keep what is not there yet.
enum PassedOver {
    private static let endings = [
        ".part", ".partial", ".tmp", ".temp", ".crdownload", ".download", ".filepart", ".swp", "~",
    ]

    /// - Parameter name: of a file that does not start with a dot.
    static func contains(_ name: String) -> Bool {
        let name = name.lowercased()
        return endings.contains { name.hasSuffix($0) }
    }
}
