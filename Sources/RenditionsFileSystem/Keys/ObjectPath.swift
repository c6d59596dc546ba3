/// Where an object's file stands under the root of a folder store: single names, each safe on any file system.
package struct ObjectPath: Hashable, Sendable {
    /// From the root down.
    package var folders: [String]
    package var file: String
}
