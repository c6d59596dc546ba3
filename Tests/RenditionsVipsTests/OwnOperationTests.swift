import Foundation
import NIOCore
import Renditions
import RenditionsVips
import Testing

/// An operation as an application would write it, with nothing but the public interface: a brown picture, more or less.
struct Sepia: VipsOperation, ScaleFreeOperation, Parameterized {
    static let name: OperationName = "sepia"

    /// 0 (grey) to 1.
    var strength = 1.0

    static let parameters: [Parameter<Sepia>] = [
        Parameter("strength", \.strength, in: 0...1, "From grey to brown.")
    ]

    var readsRowsInOrder: Bool { true }

    func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
        let opacity =
            image.hasAlpha
            ? try VipsCall("extract_band").image("in", image).int("band", image.bands - 1).run() : nil
        let grey = try VipsCall("colourspace").image("in", image).word("space", "b-w").run()
        let light = try VipsCall("extract_band").image("in", grey).int("band", 0).run()
        let brown = try VipsCall("linear").image("in", light)
            .doubles("a", [1, 1 - 0.2 * strength, 1 - 0.5 * strength]).doubles("b", [0]).bool("uchar", true).run()
        let colored = try VipsCall("copy").image("in", brown).word("interpretation", "srgb").run()
        return try opacity.map { try VipsCall("bandjoin").images("in", [colored, $0]).run() } ?? colored
    }
}

/// An operation that no engine has a half of.
private struct Unknown: ScaleFreeOperation, Parameterized {
    static let name: OperationName = "unknown-to-engines"
    static let parameters: [Parameter<Unknown>] = []
}

@Suite struct OwnOperationTests {
    @Test(arguments: PNGFile.Kind.allCases) func ownOperationsRun(_ kind: PNGFile.Kind) async throws {
        let source = Picture.plain(20, 10, Color(red: 200, green: 200, blue: 200, alpha: 90))
        let file = PNGFile(kind: kind, raster: source).bytes
        let result = try await Fixture.pixels(of: file, [.resize(width: 10), Sepia(strength: 0.5), .flip])
        let opacity: UInt8 = kind == .rgba || kind == .greyAlpha ? 90 : 255
        let brown = Color(red: 200, green: 180, blue: 150, alpha: opacity)
        #expect(result.size == PixelSize(width: 10, height: 5))
        #expect(result.colors.allSatisfy { $0.distance(to: brown) <= 1 })
    }

    @Test func recipesNameThem() async throws {
        let json = Data(
            """
            {"name": "old", "renditions": [
                {"name": "small", "operations": [{"resize": {"width": 10}}, {"sepia": {"strength": 1}}], "encoding": "png"}
            ]}
            """.utf8)
        let recipe = try Recipe(json: json, operations: OperationRegistry.standard.adding(Sepia.self))
        let file = try await Fixture.file(Picture.plain(20, 10, .white))
        let images = try await Fixture.engine.get().render(recipe.renditions, from: ImageSource(file))
        let result = try await Fixture.pixels(of: try #require(images.first).bytes)
        #expect(result[0, 0].distance(to: Color(red: 255, green: 204, blue: 128)) <= 1)
        #expect(throws: RenderError.self) { try Recipe(json: json) }
    }

    @Test func parametersAreChecked() async throws {
        let code = await Fixture.refusal {
            try await Fixture.pixels(of: Picture.marked(4, 4), [Sepia(strength: 1.5)])
        }
        #expect(code == .invalidOperation)
    }

    @Test func operationsWithoutAnEngineHalfAreRefusedWhilePlanning() async throws {
        let engine = try Fixture.engine.get()
        #expect(!engine.supports(Unknown()))
        let code = await Fixture.refusal { try await Fixture.pixels(of: Picture.marked(4, 4), [Unknown()]) }
        #expect(code == .unsupportedOperation)
    }

    /// Runs whatever call it holds.
    private struct Calling: VipsOperation, ScaleFreeOperation, Parameterized {
        static let name: OperationName = "calling"
        static let parameters: [Parameter<Calling>] = []
        static let calls: [@Sendable (VipsImage) -> VipsCall] = [
            { VipsCall("no-such-operation").image("in", $0) },
            { VipsCall("invert").image("no-such-argument", $0) },
            { VipsCall("gaussblur").image("in", $0).double("sigma", -1) },
            { VipsCall("resize").image("in", $0).double("scale", 0.5).word("kernel", "no-such-word") },
            { VipsCall("invert").image("in", $0).text("out", "not an image") },
            { VipsCall("resize").image("in", $0).bool("scale", true) },
            { _ in VipsCall("invert") },
        ]
        var call = 0
        var readsRowsInOrder: Bool { false }

        func apply(to image: VipsImage, in context: RenderContext) throws -> VipsImage {
            try Self.calls[call](image).run()
        }
    }

    @Test(arguments: 0..<7) func wrongCallsAreErrors(_ index: Int) async throws {
        var operation = Calling()
        operation.call = index
        let code = await Fixture.refusal { [operation] in
            try await Fixture.pixels(of: Picture.marked(9, 9), [operation])
        }
        #expect(code == .engineFailed || code == .invalidOperation)
    }
}
