internal import Foundation
internal import NIOCore
internal import Renditions
internal import RenditionsFileSystem

/// Writes more than the system lets it, where somebody has seen to it that there is room for one mebibyte or two, and
/// tells how that ended.
struct Filler {
    let root: String

    /// - Returns: what a test compares: the code with which the large write was refused, what is there afterwards, what
    ///   it left behind, and whether a smaller write still finds room.
    func run() async throws -> [String] {
        let store = try FileObjectStore(root: root)
        _ = try await store.put(ObjectBody("before".utf8), at: "k")
        let refusal: String
        do {
            _ = try await store.put(Content(seed: 1, size: 3_000_000).body, at: "k")
            refusal = "nothing"
        } catch let error as StoreError {
            refusal = error.code.description
        }
        let text = String(buffer: try await store.get("k").body.collect(upTo: 1 << 20))
        let left = try FileManager.default.contentsOfDirectory(atPath: root + "/.renditions/temporary")
        let small = Content(seed: 2, size: 600_000)
        _ = try await store.put(small.body, at: "k")
        let isThere = try await store.get("k").body.collect(upTo: 1 << 20) == small.bytes
        return ["refused: \(refusal)", "kept: \(text)", "left: \(left)", "room again: \(isThere)"]
    }
}
