internal import ArgumentParser

/// Paths as they are given on a command line.
enum PathCheck {
    /// An empty path, which a script gives for a variable that is not set, would lead to the root of the file system.
    ///
    /// - Throws: `ValidationError`.
    static func refuseEmpty(_ option: String, _ path: String?) throws {
        if path?.isEmpty == true { throw ValidationError("\(option) is empty. Give a path.") }
    }
}
