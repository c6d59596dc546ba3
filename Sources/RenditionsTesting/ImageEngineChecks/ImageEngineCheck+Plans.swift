import Renditions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ImageEngineCheck {
    /// How plans are carried out.
    static let plans: [ImageEngineCheck] = [
        ImageEngineCheck("shared-steps-change-nothing") { trial in
            let file = trial.file(EnginePicture.scene(60, 40))
            let renditions = [
                Rendition("cut", [.crop(x: 5, y: 5, width: 40, height: 30)], as: .raw),
                Rendition("flipped", [.crop(x: 5, y: 5, width: 40, height: 30), .flip], as: .raw),
                Rendition("both", [.crop(x: 5, y: 5, width: 40, height: 30), .flip, .flop], as: .raw),
                Rendition("whole", as: .raw),
            ]
            let together = try await trial.engine.render(renditions, from: ImageSource(file))
            try expect(together.count == renditions.count, "Each rendition must have a result.")
            for (rendition, image) in zip(renditions, together) {
                let alone = try await trial.engine.render([rendition], from: ImageSource(file)).only("result")
                try trial.expectEqual(
                    try trial.raster(image), try trial.raster(alone), "\(rendition.name) beside others and alone")
            }
        },
        ImageEngineCheck("plans-may-come-from-another-process") { trial in
            let picture = EnginePicture.scene(60, 40)
            let plan = try await trial.plan(
                [Rendition("a", [.resize(width: 20), .flip], as: .raw)], for: picture, orientation: .right)
            let copy = try JSONDecoder().decode(RenderPlan.self, from: try JSONEncoder().encode(plan))
            let source = ImageSource(trial.file(picture, orientation: .right))
            let first = try await trial.engine.render(plan, from: source).only("result")
            let second = try await trial.engine.render(copy, from: source).only("result")
            try trial.expectEqual(try trial.raster(second), try trial.raster(first), "A plan that went through JSON")
        },
        ImageEngineCheck("unknown-operation-is-refused-while-planning") { trial in
            try expect(!trial.engine.supports(UnknownOperation()), "An operation of a stranger can't be supported.")
            try await trial.expectError(.unsupportedOperation, from: "Planning an operation that no engine has") {
                _ = try await trial.plan(
                    [Rendition("a", [UnknownOperation()], as: .raw)], for: EnginePicture.scene(9, 9))
            }
        },
        ImageEngineCheck("same-work-gives-same-bytes") { trial in
            let encodings: [Encoding] = [.raw, .png(), .jpeg(), .webp()].filter(trial.engine.supports)
            let renditions = encodings.map { Rendition($0.name, [.resize(width: 25)], as: $0) }
            let source = ImageSource(trial.file(EnginePicture.scene(50, 40)))
            let first = try await trial.engine.render(renditions, from: source)
            let second = try await trial.engine.render(renditions, from: source)
            try expect(
                first.map(\.bytes) == second.map(\.bytes), "The same plan on the same bytes must give the same bytes.")
        },
    ]

    /// An operation without a half in any engine.
    private struct UnknownOperation: ImageOperation, Parameterized {
        static let name: OperationName = "unknown-to-every-engine"
        static let parameters: [Parameter<UnknownOperation>] = []

        func outputSize(for size: PixelSize) -> PixelSize { size }
        func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
    }
}
