import Foundation
import NIOCore
import Renditions
import RenditionsVips
import Testing

@Suite struct SmokeTests {
    @Test func everything() async throws {
        let engine = try VipsEngine()
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let folder = root.appending(path: "../shared/corpus/good")
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
            let data = try Data(contentsOf: folder.appending(path: name))
            let start = ContinuousClock.now
            do {
                let source = ImageSource(Array(data))
                let info = try await engine.probe(source)
                let images = try await engine.render([
                    Rendition("a", [.resize(width: 640)], as: .jpeg()),
                    Rendition("b", [.resize(width: 200, height: 200, position: .attention)], as: .webp()),
                    Rendition("c", [.resize(width: 100)], as: .png()),
                ], from: source)
                print(name, info.size, info.orientation, info.pages, images.map { "\($0.name) \($0.size) \($0.frames) \($0.bytes.readableBytes)" }, ContinuousClock.now - start)
            } catch { print("FAIL", name, error) }
        }
    }
}
