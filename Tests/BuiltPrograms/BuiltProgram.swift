internal import Foundation

/// A program of this package, built beside the tests.
package struct BuiltProgram: Sendable {
    package let path: String

    /// - Throws: where it has not been built.
    package init(_ name: String) throws {
        let places = [Bundle.main.executableURL, Bundle.main.bundleURL, URL(fileURLWithPath: CommandLine.arguments[0])]
        for case let place? in places {
            for folder in [place, place.deletingLastPathComponent()] {
                let path = folder.appendingPathComponent(name).path
                var isFolder: ObjCBool = false
                if FileManager.default.isExecutableFile(atPath: path),
                    FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
                {
                    self.path = path
                    return
                }
            }
        }
        throw NotBuilt(name: name)
    }

    package struct NotBuilt: Error, CustomStringConvertible {
        var name: String

        package var description: String { "\(name) is not built beside the tests: `swift build --build-tests` does" }
    }
}
