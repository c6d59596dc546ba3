import BuiltPrograms
import Foundation
import Testing

/// `make demo` in a folder of its own, with the tool that is built already.
@Suite struct DemoTests {
    @Test func theDemoKeepsWhatItCantMakeAnew() async throws {
        let folder = try await TemporaryFolder.withPhotographs()
        let tool = URL(filePath: try BuiltProgram("renditions").path).deletingLastPathComponent().path
        try folder.write("#!/bin/sh\ncase \"$*\" in *--show-bin-path) echo '\(tool)' ;; esac\n", to: "swift")
        try folder.setMode(0o700, of: "swift")
        try folder.write("old", to: "demo/out/old")
        let makefile = Document.folder.deletingLastPathComponent().appending(path: "Makefile").path
        func make(_ variables: String...) throws -> ProgramRun {
            // What `deps` would install is not asked for here.
            try ProgramRun(
                ["make", "-C", folder.path, "-f", makefile, "-o", "deps", "demo", "SWIFT=\(folder("swift"))"]
                    + variables)
        }
        for variable in ["PHOTOS=/nosuch", "RECIPE=nosuch"] {
            let run = try make("PHOTOS=photos", variable)
            #expect(run.status == 2)
            #expect(!run.output.contains("To look at:"))
            #expect(folder.contains("demo/out/old"))
        }
        let run = try make("PHOTOS=photos", "RECIPE=small.yaml")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("To look at:  demo/out/gallery.html"))
        #expect(folder.contains("demo/out/gallery.html") && !folder.contains("demo/out/old"))
    }
}
