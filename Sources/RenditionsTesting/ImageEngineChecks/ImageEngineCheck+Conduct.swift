import NIOCore
import Renditions

extension ImageEngineCheck {
    /// How an engine behaves over several pieces of work.
    static let conduct: [ImageEngineCheck] = [
        ImageEngineCheck("cancelled-work-throws-cancellation") { trial in
            let picture = EnginePicture.scene(60, 40)
            let plan = try await trial.plan([Rendition("a", [.resize(width: 20)], as: .raw)], for: picture)
            let source = ImageSource(trial.file(picture))
            let engine = trial.engine
            // Cancelled before it begins, so that the outcome is certain.
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await engine.render(plan, from: source)
            }
            do {
                _ = try await task.value
            } catch is CancellationError {
                return
            } catch {
                throw CheckFailure("Cancelled work must throw CancellationError, not this.", cause: error)
            }
            throw CheckFailure("Cancelled work must throw CancellationError, and returned.")
        },
        ImageEngineCheck("works-on-after-failures") { trial in
            let picture = EnginePicture.scene(60, 40)
            let expected = try await trial.pixels(of: picture, [.resize(width: 20)])
            let file = trial.file(picture)
            let plan = try await trial.plan([Rendition("a", as: .raw)], for: picture)
            for count in [100, 3000, file.readableBytes - 30] {
                let part = ImageSource(ByteBuffer(bytes: file.readableBytesView.prefix(count)))
                _ = try? await trial.engine.render(plan, from: part)
            }
            let found = try await trial.pixels(of: picture, [.resize(width: 20)])
            try trial.expectEqual(found, expected, "The same image after others have failed")
        },
        ImageEngineCheck("concurrent-work-does-not-mix") { trial in
            let pictures = (0..<8).map { EnginePicture.scene(40 + $0, 30, shift: $0 * 12) }
            var expected: [Raster] = []
            for picture in pictures {
                expected.append(try await trial.pixels(of: picture, [.flip, .resize(width: 20)]))
            }
            try await withThrowingTaskGroup(of: (Int, Raster).self) { group in
                for (index, picture) in pictures.enumerated() {
                    group.addTask { (index, try await trial.pixels(of: picture, [.flip, .resize(width: 20)])) }
                }
                for try await (index, found) in group {
                    try trial.expectEqual(found, expected[index], "Image \(index) of eight at once")
                }
            }
        },
    ]
}
