import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct RecipeTests {
    private func refusal(_ json: String) -> RenderError? {
        do {
            _ = try Recipe(json: Data(json.utf8))
            return nil
        } catch {
            return error as? RenderError
        }
    }

    @Test(arguments: Recipe.builtIn.indices) func builtInRecipesAreValidAndKeptAsTheyAre(_ index: Int) throws {
        let recipe = Recipe.builtIn[index]
        try recipe.validate()
        let json = try Golden.json(recipe)
        #expect(try Recipe(json: Data(json.utf8)) == recipe)
        try Golden.expect(json, in: "recipe-\(recipe.name).json")
    }

    @Test func everyMemberGoesThroughJSON() throws {
        let recipe = Recipe(
            "all",
            renditions: [
                Rendition("a", as: .raw),
                Rendition(
                    "b", [.flip], as: .webp(quality: 3), metadata: .keepAllButLocation, profile: .displayP3,
                    animation: .firstFrame, autoOrient: false),
            ], analysis: [.palette, .blurHash])
        #expect(try Recipe(json: Data(try Golden.json(recipe).utf8)) == recipe)
        let short = #"{"name":"x","renditions":[{"name":"a","encoding":"webp"}]}"#
        #expect(try Recipe(json: Data(short.utf8)) == Recipe("x", renditions: [Rendition("a", as: .webp())]))
    }

    @Test(arguments: [
        (
            #"{"name":"x","renditions":[{"name":"a","encoding":"webp","operations":["flip",{"resize":{"width":0}}]}]}"#,
            "renditions[0].operations[1].resize.width: width must be 1 to 65535"
        ),
        (
            #"{"name":"x","renditions":[{"name":"a","encoding":"webp","quality":3}]}"#,
            "renditions[0].quality: unknown member; known are name, operations, encoding"
        ),
        (#"{"name":"x","rendition":[]}"#, "rendition: unknown member; known are name, renditions, analysis"),
        (#"{"name":"x"}"#, "renditions: it is required"),
        (#"{"name":"x","renditions":[{"name":"a"}]}"#, "renditions[0].encoding: it is required"),
        (#"{"name":"x","renditions":[{"name":".a","encoding":"webp"}]}"#, "renditions[0].name: a rendition's name has"),
        (
            #"{"name":"x","renditions":[{"name":"a","encoding":"bmp"}]}"#,
            "renditions[0].encoding: unknown encoding \"bmp\""
        ),
        (
            #"{"name":"x","renditions":[{"name":"a","encoding":{"jpeg":{"quality":101}}}]}"#,
            "renditions[0].encoding.jpeg.quality: quality must be 1 to 100"
        ),
        (
            #"{"name":"x","renditions":[{"name":"a","encoding":{"jpeg":{"speed":1}}}]}"#,
            "renditions[0].encoding.jpeg.speed: unknown parameter"
        ),
        (
            #"{"name":"x","renditions":[{"name":"a","encoding":{"raw":{"speed":1}}}]}"#,
            "renditions[0].encoding.raw.speed: "
        ),
        (
            #"{"name":"x","renditions":[{"name":"a","encoding":{"avif":{"bitDepth":9}}}]}"#,
            "renditions[0].encoding.avif.bitDepth: bitDepth must be 8, 10 or 12"
        ),
        (#"{"name":"x","renditions":[{"name":"a","encoding":"webp","metadata":"some"}]}"#, "renditions[0].metadata: "),
        (#"{"name":"x","renditions":[],"analysis":["mood"]}"#, "analysis[0]: "), ("{", "valid JSON"),
        ("[]", "The recipe can't"),
    ])
    func faultsAreNamedWithTheirPath(_ json: String, _ expected: String) throws {
        let error = try #require(refusal(json))
        #expect(error.code == .invalidRecipe)
        #expect(error.message.contains(expected), "\(error.message)")
    }

    @Test func recipesThatMakeNoSenseAreRefused() {
        let a = Rendition("a", as: .raw)
        func code(_ renditions: [Rendition], analysis: Set<AnalysisFeature> = []) -> RenderError.Code? {
            do {
                try Recipe("x", renditions: renditions, analysis: analysis).validate()
                return nil
            } catch {
                return (error as? RenderError)?.code
            }
        }
        #expect(code([]) == .invalidRecipe)
        #expect(code([], analysis: [.blurHash]) == nil)
        #expect(code([a, a]) == .invalidRecipe)
        for name in ["", ".hidden", "a/b", "ä", "a b", String(repeating: "a", count: 65), "a\n"] {
            #expect(code([Rendition(name, as: .raw)]) == .invalidRecipe, "\(name)")
        }
        for name in ["a", "A.b_c-9", "..a".replacing("..", with: "x"), String(repeating: "a", count: 64)] {
            #expect(code([Rendition(name, as: .raw)]) == nil, "\(name)")
        }
        #expect(code((0...100).map { Rendition("r\($0)", as: .raw) }) == .invalidRecipe)
        #expect(code([Rendition("a", as: .jpeg(quality: 0))]) == .invalidEncoding)
        #expect(code([Rendition("a", [.blur(sigma: 0)], as: .raw)]) == .invalidOperation)
        #expect(code([Rendition("a", [.resize()], as: .raw)]) == .invalidOperation)
        #expect(
            code([Rendition("a", [.crop(x: 9, width: 900, height: 900)], as: .raw)]) == nil, "sizes are not known yet")
    }

    @Test func overlaysAreFoundWhereverTheyAre() {
        struct Branded: CompositeOperation, Parameterized {
            static let name: OperationName = "branded"
            static let parameters: [Parameter<Branded>] = []
            var operations: [any ImageOperation] { [.resize(width: 10), .watermark("brand.png")] }
        }
        let recipe = Recipe(
            "x",
            renditions: [
                Rendition("a", [.watermark("logo.png"), .composite(Layer("logo.png"), Layer("frame.png"))], as: .raw),
                Rendition("b", [Branded()], as: .raw),
            ])
        #expect(recipe.overlays == ["logo.png", "frame.png", "brand.png"])
    }
}
