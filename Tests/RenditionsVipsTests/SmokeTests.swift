import Foundation
import NIOCore
import Renditions
import RenditionsVips
import Testing

@Suite struct SmokeTests {
    @Test func hostile() async throws {
        let engine = try VipsEngine()
        let folder = URL(filePath: "/work/shared/corpus/hostile")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let data = try Data(contentsOf: folder.appending(path: name))
            let start = ContinuousClock.now
            do {
                let source = ImageSource(Array(data))
                let images = try await engine.render(Recipe.web.renditions, from: source)
                print("OK  ", name, images.first!.size, images.first!.frames, ContinuousClock.now - start)
            } catch { print("FAIL", name, error, ContinuousClock.now - start) }
        }
    }
}
