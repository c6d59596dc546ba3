import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct OperationJSONTests {
    private func decode(_ json: String, _ registry: OperationRegistry = .standard) throws -> Pipeline {
        let decoder = JSONDecoder()
        if let key = OperationRegistry.userInfoKey { decoder.userInfo[key] = registry }
        return try decoder.decode(Pipeline.self, from: Data(json.utf8))
    }

    private func encode(_ pipeline: Pipeline) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(pipeline), as: UTF8.self)
    }

    /// Path and reason of what makes a document be refused.
    private func refusal(_ json: String) -> String? {
        do {
            _ = try decode(json)
            return nil
        } catch let error as DecodingError {
            return error.pathAndReason
        } catch {
            return "\(error)"
        }
    }

    @Test func everyOperationGoesThroughJSON() throws {
        for (operation, json) in OperationSamples.all {
            #expect(try encode([operation]) == "[\(json)]")
            #expect(try decode("[\(json)]") == [operation])
        }
    }

    @Test func everyOperationIsRegisteredAndSampled() {
        let sampled = Set(OperationSamples.all.map { type(of: $0.operation).name })
        #expect(sampled == Set(OperationRegistry.standard.names))
    }

    @Test func parametersThatDoNotGoTogetherAreRefusedWhenTheyAreRead() {
        for bounds in [(2, 2), (60, 50)] {
            #expect(
                refusal(#"[{"normalize":{"lower":\#(bounds.0),"upper":\#(bounds.1)}}]"#)
                    == "[0].normalize.upper: upper must be more than lower")
        }
        #expect(refusal(#"[{"normalize":{"lower":99}}]"#) == "[0].normalize.upper: upper must be more than lower")
        #expect(refusal(#"[{"normalize":{"lower":98.5}}]"#) == nil)
        for json in [#"["resize"]"#, #"[{"resize":{"fit":"inside"}}]"#] {
            #expect(refusal(json) == "[0].resize.height: height must be given when width is not")
        }
    }

    @Test func recipesAreCheckedForThemAsWell() {
        for operation in [.normalize(lower: 50, upper: 50), .resize(), .composite(Layer("a", opacity: 2))]
            as [any ImageOperation]
        {
            let recipe = Recipe("r", renditions: [Rendition("a", [operation], as: .png())])
            let error = #expect(throws: RenderError.self) { try recipe.validate() }
            #expect(error?.code == .invalidOperation)
        }
    }

    @Test func defaultsAreLeftOut() throws {
        let defaults: Pipeline = [
            .blur(), .sharpen(), .flatten(), .normalize(), .trim(), .gamma(), .adjust(), .clahe(),
        ]
        #expect(
            try encode(defaults)
                == #"[{"blur":{}},{"sharpen":{}},{"flatten":{}},{"normalize":{}},{"trim":{}},{"gamma":{}},{"adjust":{}},{"clahe":{}}]"#
        )
        #expect(try encode([.watermark("a.png")]) == #"[{"watermark":{"image":"a.png"}}]"#)
    }

    @Test func bareNamesStandForDefaults() throws {
        #expect(try decode(#"["flip", "blur", {"flop": {}}, "autoOrient"]"#) == [.flip, .blur(), .flop, .autoOrient])
        #expect(refusal(#"["crop"]"#) == "[0].crop.width: it is required")
    }

    @Test func unknownNamesAreRefusedWithTheirPathAndAdvice() throws {
        let operation = try #require(refusal(#"["flip", {"resise": {"width": 1}}]"#))
        #expect(operation.hasPrefix(#"[1]: unknown operation "resise"; known are adjust, autoOrient, blur"#))
        let parameter = try #require(refusal(#"[{"blur": {"radius": 3}}]"#))
        #expect(parameter == "[0].blur.radius: unknown parameter; known are sigma")
        #expect(refusal(#"[{"flip": {"x": 3}}]"#) == "[0].flip.x: unknown parameter; it takes no parameters")
        #expect(
            refusal(#"[{"flip": {}, "flop": {}}]"#) == "[0]: an operation is an object with its name as the only key")
        #expect(refusal("[{}]") == "[0]: an operation is an object with its name as the only key")
        #expect(
            refusal(#"[{"composite": {"layers": [{"image": "a"}, {"image": "b", "opacity": 3}]}}]"#)
                == "[0].composite.layers[1].opacity: opacity must be 0 to 1")
        #expect(
            refusal(#"[{"resize": {"width": 1, "position": {"x": 0, "y": 0, "z": 0}}}]"#)
                == "[0].resize.position.z: unknown member; known are x, y")
        #expect(
            refusal(#"[{"resize": {"width": 1, "position": "middle"}}]"#)?.hasPrefix("[0].resize.position: ") == true)
        #expect(refusal(#"[{"flatten": {"background": "red"}}]"#)?.hasPrefix("[0].flatten.background: ") == true)
        #expect(
            refusal(#"[{"watermark": {"image": "../a"}}]"#)
                == "[0].watermark.image: This object key can't be used: it has a dot segment")
        #expect(refusal(#"[{"blur": {"sigma": "3"}}]"#)?.hasPrefix("[0].blur.sigma: ") == true)
        for number in ["1.5", "1e300", "-1e300"] {
            #expect(
                refusal(#"[{"crop": {"width": \#(number), "height": 1}}]"#)
                    == "[0].crop.width: width must be 1 to 1000000000", "\(number)")
        }
        #expect(refusal("[3]") != nil)
    }

    @Test func nullIsUnset() throws {
        #expect(try decode(#"[{"resize": {"width": 5, "height": null}}]"#) == [.resize(width: 5)])
    }

    @Test func applicationsAddTheirOwn() throws {
        let registry = OperationRegistry.standard.adding(Vignette.self)
        #expect(try decode(#"[{"vignette": {"strength": 3}}]"#, registry) == [Vignette(strength: 3)])
        #expect(refusal(#"["vignette"]"#)?.contains("unknown operation") == true)
        #expect(registry.names.contains("vignette"))
    }

    private struct Vignette: ImageOperation, Parameterized {
        static let name: OperationName = "vignette"
        static let parameters: [Parameter<Vignette>] = [
            Parameter("strength", \.strength, in: 0...10, "How much.")
        ]
        var strength = 1.0

        init() {}
        init(strength: Double) { self.strength = strength }
        func outputSize(for size: PixelSize) -> PixelSize { size }
        func sufficientInput(for size: PixelSize) -> PixelSize? { nil }
    }
}
