import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct RenderPlanTests {
    private let photo = ImageInfo(format: .jpeg, size: PixelSize(width: 4000, height: 3000), bytes: 1)

    private func size(_ width: Int, _ height: Int) -> PixelSize { PixelSize(width: width, height: height) }

    private func plan(
        _ renditions: Rendition..., for info: ImageInfo? = nil, on engine: PlanningEngine = PlanningEngine()
    )
        throws -> RenderPlan
    {
        try RenderPlan(renditions, for: info ?? photo, on: engine)
    }

    private func branch(_ renditions: Rendition..., for info: ImageInfo? = nil) throws -> RenderPlan.Branch {
        let plan = try RenderPlan(renditions, for: info ?? photo, on: PlanningEngine())
        return try #require(plan.branches.count == 1 ? plan.branches.first : nil)
    }

    private func raw(_ name: String, _ operations: Pipeline) -> Rendition { Rendition(name, operations, as: .raw) }

    /// Each step as its operation's name, its result's size, and what it reads.
    private func steps(_ branch: RenderPlan.Branch) -> [String] {
        branch.steps.map { "\($0.input.map(String.init) ?? "-") \(type(of: $0.operation).name) \($0.outputSize)" }
    }

    // MARK: - The tree

    @Test func sharedPrefixesAreDoneOnce() throws {
        let branch = try branch(
            raw("a", [.crop(width: 1000, height: 1000), .blur(), .negate]),
            raw("b", [.crop(width: 1000, height: 1000), .blur()]),
            raw("c", [.crop(width: 1000, height: 1000), .blur(sigma: 4)]), raw("d", [.crop(width: 1000, height: 999)]))
        #expect(
            steps(branch) == [
                "- crop 1000x1000", "0 blur 1000x1000", "1 negate 1000x1000", "0 blur 1000x1000", "- crop 1000x999",
            ])
        #expect(branch.outputs.map(\.step) == [2, 1, 3, 4])
    }

    @Test func scalesAreMadeFromTheNextLargerOne() throws {
        let branch = try branch(
            raw("w160", [.resize(width: 160)]), raw("w640", [.resize(width: 640)]), raw("w800", [.resize(width: 800)]),
            raw("w1200", [.resize(width: 1200)]), raw("square", [.resize(width: 100, height: 100)]))
        // 800 is not one and a half times as large as 640; 1200 just is that of 800.
        func source(_ text: String) -> PixelSize? {
            let step = branch.steps.first { $0.outputSize.description == text && $0.operation is Scale }
            return step?.input.map { branch.steps[$0].outputSize }
        }
        #expect(source("1200x900") == nil)
        #expect(source("800x600") == size(1200, 900))
        #expect(source("640x480") == size(1200, 900))
        #expect(source("160x120") == size(640, 480))
        #expect(branch.steps.enumerated().allSatisfy { index, step in step.input.map { $0 < index } ?? true })
        for step in branch.steps {
            #expect(step.inputSize == step.input.map { branch.steps[$0].outputSize } ?? photo.size)
        }
    }

    @Test func scalesThatWouldLoseAreNotChained() throws {
        let shapes = try branch(
            raw("stretched", [.resize(width: 1000, height: 1000, fit: .fill)]), raw("small", [.resize(width: 100)]))
        #expect(shapes.steps.allSatisfy { $0.input == nil }, "another aspect ratio is no source")
        let kernels = try branch(
            raw("soft", [.resize(width: 1000, kernel: .mitchell)]), raw("sharp", [.resize(width: 100)]),
            raw("pixels", [.resize(width: 2000, kernel: .nearest)]),
            raw("fewer", [.resize(width: 200, kernel: .nearest)]))
        #expect(kernels.steps.allSatisfy { $0.input == nil }, "another kernel is no source, and nearest never is")
        let larger = try branch(
            raw("larger", [.resize(width: 6000, enlarge: true)]), raw("small", [.resize(width: 100)]))
        #expect(larger.steps.allSatisfy { $0.input == nil }, "what was made up is no source")
    }

    @Test func turnsMoveBehindScales() throws {
        var turned = photo
        turned.orientation = .right
        let portrait = try branch(raw("a", [.resize(width: 600)]), for: turned)
        #expect(steps(portrait) == ["- scale 800x600", "0 orient 600x800"])
        #expect(portrait.sufficientSize == size(800, 600))
        #expect(portrait.fullDecodeReason == nil)
        #expect(portrait.outputs.map(\.size) == [size(600, 800)])

        let twice = try branch(raw("a", [.flip, .rotate(90), .resize(width: 800)]), for: turned)
        #expect(
            steps(twice).map { $0.dropFirst(2) } == [
                "scale 800x600", "orient 600x800", "orient 600x800", "orient 800x600",
            ])
        #expect(twice.sufficientSize == size(800, 600))

        let both = try branch(raw("a", [.resize(width: 600)]), raw("whole", []), for: turned)
        #expect(steps(both).map { $0.dropFirst(2) } == ["orient 3000x4000", "scale 800x600", "orient 600x800"])

        let asStored = try branch(Rendition("a", [.resize(width: 600)], as: .raw, autoOrient: false), for: turned)
        #expect(steps(asStored) == ["- scale 600x450"])
    }

    @Test func operationsThatConsistOfOthersAreExpanded() throws {
        let branch = try branch(
            raw("a", [.flip, .watermark("logo.png"), .resize(width: 10, height: 10, position: .entropy)]))
        #expect(branch.steps.map { type(of: $0.operation).name } == ["orient", "composite", "scale", "smartCrop"])
    }

    @Test func whatPixelsDecideIsLeftOpen() throws {
        let branch = try branch(raw("a", [.trim(), .resize(width: 10), .negate]))
        #expect(branch.steps.map { type(of: $0.operation).name } == ["trim", "resize", "negate"])
        #expect(branch.steps.map(\.isExact) == [false, false, false])
        #expect(branch.fullDecodeReason == "trim needs every source pixel")
    }

    // MARK: - How small to decode

    @Test func sufficientSizeIsThatOfTheLargestScale() throws {
        let branch = try branch(
            raw("a", [.resize(width: 500)]), raw("b", [.greyscale, .resize(width: 100)]),
            raw("c", [.resize(width: 100, height: 600, fit: .fill)]))
        #expect(branch.sufficientSize == size(500, 600))
        #expect(branch.fullDecodeReason == nil)
    }

    @Test(
        arguments: [
            ([], "x has the size of the original"), ([.negate], "x has the size of the original"),
            ([.crop(width: 5, height: 5), .resize(width: 2)], "crop needs every source pixel"),
            ([.blur(), .resize(width: 2)], "blur needs every source pixel"),
            ([.resize(width: 5000, enlarge: true)], "scale needs every source pixel"),
            ([.flip], "x has the size of the original"), ([.flip, .blur()], "orient needs every source pixel"),
            ([.greyscale, .pad(4)], "extend needs every source pixel"),
            ([.rotate(10), .resize(width: 2)], "rotate needs every source pixel"),
        ] as [(Pipeline, String)])
    func whatNeedsEveryPixelIsNamed(_ operations: Pipeline, _ reason: String) throws {
        let branch = try branch(raw("small", [.resize(width: 10)]), raw("x", operations))
        #expect(branch.fullDecodeReason == reason)
        #expect(branch.sufficientSize == photo.size)
    }

    // MARK: - Branches

    @Test func animationsHaveABranchOfTheirOwn() throws {
        let gif = ImageInfo(
            format: .gif, size: size(100, 50), pages: 12, delays: Array(repeating: 40, count: 12), bytes: 1)
        let plan = try plan(
            Rendition("moving", [.resize(width: 10)], as: .webp()), Rendition("still", as: .jpeg()),
            Rendition("first", as: .webp(), animation: .firstFrame), Rendition("also", as: .gif()), for: gif)
        #expect(plan.branches.map(\.frames) == [12, 1])
        #expect(plan.branches.map { $0.outputs.map(\.name) } == [["moving", "also"], ["still", "first"]])
        let pages = ImageInfo(format: .tiff, size: size(100, 50), pages: 12, bytes: 1)
        #expect(try self.plan(Rendition("a", as: .webp()), for: pages).branches.map(\.frames) == [1])
    }

    @Test func profilesHaveABranchOfTheirOwn() throws {
        let plan = try plan(
            Rendition("a", as: .jpeg()), Rendition("b", as: .jpeg(), profile: .keep),
            Rendition("c", as: .jpeg(), profile: .displayP3), Rendition("d", as: .jpeg()))
        #expect(plan.branches.map(\.profile) == [.sRGB, .keep, .displayP3])
        #expect(plan.branches.map { $0.outputs.map(\.name) } == [["a", "d"], ["b"], ["c"]])
    }

    // MARK: - What is refused

    private func refusal(
        _ rendition: Rendition, for info: ImageInfo? = nil, on engine: PlanningEngine = PlanningEngine()
    )
        -> RenderError?
    {
        do {
            _ = try plan(rendition, for: info, on: engine)
            return nil
        } catch {
            return error as? RenderError
        }
    }

    @Test func limitOfTheOutputsSideIsExact() {
        let engine = PlanningEngine(limits: ImageLimits(outputSide: 5000))
        #expect(refusal(raw("a", [.resize(width: 5000, enlarge: true)]), on: engine) == nil)
        let error = refusal(raw("a", [.resize(width: 5001, enlarge: true)]), on: engine)
        #expect(error?.code == .outputTooLarge)
        #expect(error?.message.contains("Rendition a") == true)
        let small = ImageInfo(format: .png, size: size(100, 10), bytes: 1)
        let wide = PlanningEngine(limits: ImageLimits(outputSide: 100_000))
        #expect(
            refusal(Rendition("a", [.resize(width: 16_383, enlarge: true)], as: .webp()), for: small, on: wide) == nil)
        #expect(
            refusal(Rendition("a", [.resize(width: 16_384, enlarge: true)], as: .webp()), for: small, on: wide)?.code
                == .outputTooLarge)
    }

    @Test func limitOfPixelsHoldsInBetween() {
        let thin = ImageInfo(format: .png, size: size(10_000, 1), bytes: 1)
        let cover = raw("a", [.resize(width: 5000, height: 5000, enlarge: true)])
        #expect(refusal(cover, for: thin)?.code == .outputTooLarge)
        let engine = PlanningEngine(limits: ImageLimits(pixels: 200 * 100))
        let source = ImageInfo(format: .png, size: size(20, 10), bytes: 1)
        #expect(refusal(raw("a", [.resize(width: 200, enlarge: true)]), for: source, on: engine) == nil)
        #expect(
            refusal(raw("a", [.resize(width: 202, enlarge: true)]), for: source, on: engine)?.code == .outputTooLarge)
        #expect(
            refusal(raw("a", [.resize(width: 202, enlarge: true), .resize(width: 5)]), for: source, on: engine)?.code
                == .outputTooLarge)
    }

    @Test func whatTheEngineLacksIsNamedWithTheRendition() {
        let engine = PlanningEngine(lacks: ["blur"], lacksEncodings: ["avif"])
        let operation = refusal(raw("soft", [.blur()]), on: engine)
        #expect(operation?.code == .unsupportedOperation)
        #expect(operation?.message == "Rendition soft: no engine here can do blur.")
        let encoding = refusal(Rendition("modern", as: .avif()), on: engine)
        #expect(encoding?.code == .unsupportedEncoding)
        #expect(encoding?.message == "Rendition modern: no engine here can write avif with these parameters.")
        let invalid = refusal(Rendition("bad", as: .jpeg(quality: 0)))
        #expect(invalid?.code == .invalidEncoding)
        #expect(invalid?.message.hasPrefix("Rendition bad: jpeg: quality") == true)
        let crop = refusal(raw("far", [.crop(x: 4000, width: 1, height: 1)]))
        #expect(crop?.code == .invalidOperation)
        #expect(crop?.message.hasPrefix("Rendition far: crop:") == true)
    }

    @Test func sizesBeyondAllReasonAreRefusedOrCounted() {
        let sides = [1, 7, 65_535, Int(Int32.max)]
        for width in sides {
            for height in sides {
                let info = ImageInfo(
                    format: .webp, size: size(width, height), pages: 100, bands: 4, bitDepth: 16, bytes: 1)
                for operations in [[], [.resize(width: 65_535, enlarge: true)], [.rotate(45)], [.pad(16_384)]]
                    as [Pipeline]
                {
                    _ = refusal(Rendition("a", operations, as: .webp()), for: info)
                    _ = refusal(raw("a", Pipeline(operations.operations + [.resize(width: 10, height: 10)])), for: info)
                }
            }
        }
    }

    // MARK: - JSON

    @Test func plansGoThroughJSON() throws {
        var turned = photo
        turned.orientation = .leftMirrored
        for recipe in Recipe.builtIn {
            let plan = try RenderPlan(recipe.renditions, for: turned, on: PlanningEngine())
            let copy = try JSONDecoder().decode(RenderPlan.self, from: try JSONEncoder().encode(plan))
            #expect(copy == plan)
            #expect(copy.hashValue == plan.hashValue)
        }
    }

    @Test func planOfTheWebRecipeIsKept() throws {
        var turned = photo
        turned.orientation = .right
        try Golden.expect(
            try Golden.json(RenderPlan(Recipe.web.renditions, for: turned, on: PlanningEngine())), in: "plan-web.json")
    }

    @Test func plansThatReadWhatIsNotThereAreRefused() throws {
        let plan = try plan(raw("a", [.resize(width: 10), .blur()]))
        let changes: [(inout RenderPlan.Branch) -> Void] = [
            { $0.steps[0].input = 0 }, { $0.steps[0].input = 1 }, { $0.steps[1].input = -1 },
            { $0.outputs[0].step = 2 },
            { $0.outputs[0].step = -1 }, { $0.frames = 0 },
        ]
        for change in changes {
            var broken = plan
            change(&broken.branches[0])
            let json = try JSONEncoder().encode(broken)
            #expect(throws: DecodingError.self) { try JSONDecoder().decode(RenderPlan.self, from: json) }
        }
    }

    // MARK: - Memory

    @Test func predictedBytesGrowWithTheWork() throws {
        func bytes(_ renditions: Rendition..., for info: ImageInfo) throws -> Int {
            try RenderPlan(renditions, for: info, on: PlanningEngine()).predictedBytes
        }
        let whole = try bytes(raw("a", []), for: photo)
        #expect(whole == 4000 * 3000 * 3)
        #expect(try bytes(raw("a", [.blur()]), for: photo) == whole + 4000 * 3000 * 4)
        let streamed = try bytes(raw("a", [.resize(width: 400)]), for: photo)
        #expect(streamed == 4000 * 3 * 256 + 400 * 300 * 4)
        var progressive = photo
        progressive.isProgressive = true
        #expect(try bytes(raw("a", [.resize(width: 400)]), for: progressive) == streamed + 4000 * 3000 * 2 * 3)
        var last = 0
        for side in stride(from: 10, through: 5000, by: 245) {
            let info = ImageInfo(format: .png, size: size(side, side), bytes: 1)
            let next = try bytes(raw("a", [.resize(width: 300), .blur()]), raw("b", []), for: info)
            #expect(next > last)
            last = next
        }
        let claim = ImageInfo(format: .webp, size: size(Int(Int32.max), Int(Int32.max)), pages: 100, bands: 4, bytes: 1)
        #expect(try bytes(raw("a", [.resize(width: 10)]), for: claim) == .max)
    }
}
