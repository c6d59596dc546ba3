import Foundation
import Renditions
import RenditionsFileSystem
import Testing

/// Routes are checked on what paths lead to, not on how they are spelled.
@Suite struct StoreIdentityTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["in/deep", "out"] {
            try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        }
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("link"), withDestinationPath: folder.path("in"))
    }

    private func place(_ path: String) throws -> StorePlace { StorePlace(try .folder(atPath: folder.path(path))) }

    @Test(arguments: [
        "in", "in/", "in/../in", "in/deep", "in/new/folder", "link", "link/deep", "link/new", "./in", ".", "out/..",
        "missing/../in/new", "missing/./more/../../link/new", "in/missing/../../in",
    ]) func placesInTheOriginals(_ path: String) throws {
        let error = #expect(throws: IngestError.self) {
            try IngestRoute(originals: place("in"), renditions: place(path))
        }
        #expect(error?.code == .loop)
    }

    @Test(arguments: ["out", "in2", "in/../out", "link/../out", "new/in", "in/missing/../../in2"])
    func placesBesideThem(_ path: String) throws {
        _ = try IngestRoute(originals: place("in"), renditions: place(path))
    }

    @Test(arguments: ["", "a\0b"]) func whatIsNoPath(_ path: String) {
        #expect(performing: { try StoreIdentity.folder(atPath: path) }, throws: code(.invalidRequest))
    }
}
