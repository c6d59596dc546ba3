import NIOCore
import Renditions
import RenditionsTesting
import Testing

/// A check that nothing can fail is worth nothing: each broken engine must fail exactly the checks of what is broken.
@Suite struct BrokenImageEngineTests {
    static let engines: [BrokenImageEngine] = [
        BrokenImageEngine(
            "gives results in another order",
            fails: [
                "one-result-per-output-in-order", "shared-steps-change-nothing",
                "chained-scales-are-near-direct-ones",
            ],
            render: { try await $0.render($1, from: $2).reversed() }),
        BrokenImageEngine(
            "forgets the last of several results",
            fails: ["one-result-per-output-in-order", "shared-steps-change-nothing"],
            render: { inner, plan, source in
                let images = try await inner.render(plan, from: source)
                return images.count > 1 ? images.dropLast() : images
            }),
        BrokenImageEngine(
            "ignores the orientation",
            fails: [
                "probe-tells-the-orientation", "orientation-is-followed", "orientation-is-followed-once",
                "orientation-comes-before-geometry",
            ],
            probe: { inner, source in
                var info = try await inner.probe(source)
                info.orientation = .up
                return info
            }),
        BrokenImageEngine(
            "accepts truncated files", fails: ["probe-refuses-truncated"],
            probe: { inner, source in
                do {
                    return try await inner.probe(source)
                } catch let error as RenderError where error.code == .truncatedImage {
                    return ImageInfo(format: .png, size: PixelSize(width: 64, height: 64), bytes: 0)
                }
            }),
        BrokenImageEngine(
            "renders something for truncated files", fails: ["render-refuses-truncated"],
            render: { inner, plan, source in
                do {
                    return try await inner.render(plan, from: source)
                } catch let error as RenderError where error.code == .truncatedImage {
                    return []
                }
            }),
        BrokenImageEngine(
            "takes one pixel and one byte too many",
            fails: ["limit-of-pixels-is-exact", "limit-of-bytes-is-exact"],
            probe: { inner, source in
                var inner = inner
                inner.limits.pixels += 1
                inner.limits.inputBytes += 1
                return try await inner.probe(source)
            }),
        BrokenImageEngine(
            "refuses what is exactly at a limit",
            fails: ["limit-of-pixels-is-exact", "limit-of-bytes-is-exact"],
            probe: { inner, source in
                var inner = inner
                inner.limits.pixels -= 1
                inner.limits.inputBytes -= 1
                return try await inner.probe(source)
            }),
        BrokenImageEngine(
            "goes on when it is cancelled", fails: ["cancelled-work-throws-cancellation"],
            render: { inner, plan, source in
                try await Task.detached { try await inner.render(plan, from: source) }.value
            }),
        BrokenImageEngine(
            "says that it can do everything",
            fails: [
                "supported-operations-run", "unknown-operation-is-refused-while-planning",
            ], supportsAll: true),
        BrokenImageEngine(
            "takes missing overlays for nothing to be done", fails: ["missing-overlay-is-refused"],
            render: { inner, plan, source in
                var source = source
                for key in plan.overlays where source.overlays[key] == nil { source.overlays[key] = source.bytes }
                return try await inner.render(plan, from: source)
            }),
        BrokenImageEngine(
            "divides by opacity once more after a turn", fails: ["turning-weighs-colors-by-opacity"],
            render: { inner, plan, source in
                let images = try await inner.render(plan, from: source)
                guard plan.branches.contains(where: { $0.steps.contains { $0.operation is Rotate } }) else {
                    return images
                }
                return images.map { image in
                    var image = image
                    var bytes = Array(image.bytes.readableBytesView)
                    for index in bytes.indices where index & 3 != 3 && bytes[index | 3] > 0 {
                        bytes[index] = UInt8(min(255, Int(bytes[index]) * 255 / Int(bytes[index | 3])))
                    }
                    image.bytes = ByteBuffer(bytes: bytes)
                    return image
                }
            }),
        BrokenImageEngine(
            "writes blue first",
            fails: [
                "raw-is-four-bytes-a-pixel-row-by-row", "raw-keeps-opacity", "crop-takes-what-is-asked-for",
                "orientation-is-followed", "orientation-is-followed-once", "orientation-is-left-when-asked",
                "overlays-are-laid", "scaling-keeps-flat-colors", "scaling-weighs-colors-by-opacity",
                "adjust-of-lightness-follows-its-definition", "adjust-of-colors-follows-its-definition",
                "tint-follows-its-definition", "normalize-follows-its-definition", "clahe-follows-its-definition",
                "gamma-follows-its-definition", "negate-follows-its-definition", "flatten-follows-its-definition",
                "blur-follows-its-definition", "sharpen-follows-its-definition", "median-follows-its-definition",
                "rotate-follows-its-definition", "turning-weighs-colors-by-opacity",
                "rounding-corners-follows-its-definition",
                "space-around-follows-its-definition",
            ],
            render: { inner, plan, source in
                try await inner.render(plan, from: source).map { image in
                    guard image.encoding == .raw else { return image }
                    var image = image
                    var bytes = Array(image.bytes.readableBytesView)
                    for index in stride(from: 0, to: bytes.count, by: 4) { bytes.swapAt(index, index + 2) }
                    image.bytes = ByteBuffer(bytes: bytes)
                    return image
                }
            }),
    ]

    @Test(arguments: engines + BrokenImageEngine.misunderstandings) func failsExactlyTheChecksOfWhatIsBroken(
        _ engine: BrokenImageEngine
    ) async {
        var failures: Set<String> = []
        var unexpected: [CheckFailure] = []
        for check in ImageEngineCheck.all {
            do {
                try await check(engine)
            } catch let failure as CheckFailure {
                #expect(failure.check == check.name)
                failures.insert(check.name)
                if !engine.failures.contains(check.name) { unexpected.append(failure) }
            } catch {
                Issue.record("A check threw something else than a CheckFailure: \(error)")
            }
        }
        let missed = engine.failures.subtracting(failures).sorted()
        #expect(missed.isEmpty && unexpected.isEmpty, "\(engine): missed \(missed), unexpected \(unexpected)")
    }
}
