import Foundation
import Testing

@Suite struct RecipeTests {
    @Test(arguments: ["web", "avatar", "product"]) func builtInRecipesSurviveBothForms(_ name: String) async throws {
        let folder = try TemporaryFolder()
        let yaml = await CommandRun("recipe", "show", name)
        let json = await CommandRun("recipe", "show", name, "--json")
        #expect(yaml.status == 0 && json.status == 0)
        let again = await CommandRun("recipe", "show", try folder.write(yaml.output, to: "a.yaml"), "--json")
        #expect(again.output == json.output)
        let validated = await CommandRun(
            "recipe", "validate", folder("a.yaml"), try folder.write(json.output, to: "b.json"))
        #expect(validated.status == 0)
    }

    @Test(arguments: [
        (
            "name: x\nrenditions:\n- name: a\n  operations:\n  - resize: {widht: 5}\n  encoding: jpeg\n",
            "renditions[0].operations[0].resize.widht: unknown parameter"
        ),
        (
            "name: x\nrenditions:\n- name: a\n  operations:\n  - resize: {width: 0}\n  encoding: jpeg\n",
            "renditions[0].operations[0].resize.width: "
        ),
        ("name: x\nrenditions:\n- name: a\n  operations: [frobnicate]\n  encoding: jpeg\n", "unknown operation"),
        ("name: x\nrenditions:\n- name: a\n  encoding: bmp\n", "renditions[0].encoding: unknown encoding"),
        ("name: x\nrenditions:\n- name: a\n  encoding: jpeg\n  size: 3\n", "renditions[0].size: unknown member"),
        ("name: x\nname: y\n", "is there twice"), ("name: [x\n", "line 2, column 1"), ("", "empty"),
        ("{\"name\": ", "not JSON: line 1, column 10: the text ends, and a \"}\" is missing"),
        (
            "{\"name\": \"x\",\n \"renditions\": [\n  {}\n  {}]}",
            "not JSON: line 4, column 3: a comma or \"]\" is missing"
        ),
        ("{\"analysis\": [\"é\", ],\n", "not JSON: line 1, column 20: there is a comma before this \"]\""),
        ("{\"name\" \"x\"}", "not JSON: line 1, column 9: a colon is missing after the name"),
        ("{\"a\": 1 \"b\": 2}", "not JSON: line 1, column 9: a comma or \"}\" is missing"),
        ("{name: 1}", "not JSON: line 1, column 2: a name in double quotes is missing"),
        ("{\"name\": x}", "not JSON: line 1, column 10: a value is missing"),
        ("{\"name\": \"x}", "not JSON: line 1, column 10: this text is not closed by double quotes"),
        ("{\"name\": \"x\n\"}", "not JSON: line 1, column 12: a text is not closed by double quotes in its line"),
        ("{} {}", "not JSON: line 1, column 4: something follows the end"),
    ])
    func faultsAreNamedWithTheirPlace(_ text: String, _ expected: String) async throws {
        let folder = try TemporaryFolder()
        let run = await CommandRun("recipe", "validate", try folder.write(text, to: "recipe"))
        #expect(run.status == 2)
        #expect(run.output.isEmpty)
        #expect(run.errors.hasPrefix("renditions: invalid-recipe: "))
        #expect(run.errors.contains(expected))
    }

    @Test func documentsThatSwellAreRefused() async throws {
        let folder = try TemporaryFolder()
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...9 {
            let names = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            bomb += "a\(level): &a\(level) [\(names)]\n"
        }
        let documents = [
            "bomb.yaml": bomb, "deep.yaml": String(repeating: "[", count: 100_000),
            "dashes.yaml": String(repeating: "- ", count: 100_000),
            "deep.json": String(repeating: "{\"a\":", count: 100_000),
            "large.yaml": String(repeating: "#", count: 1 << 20) + "\n",
        ]
        for (name, text) in documents {
            let run = await CommandRun("recipe", "validate", try folder.write(text, to: name))
            #expect(run.status == 2, "\(name)")
        }
    }

    @Test func anchorsMayBeUsed() async throws {
        let folder = try TemporaryFolder()
        let text = """
            name: x
            renditions:
              - {name: a, operations: &small [{resize: {width: 9}}], encoding: jpeg}
              - {name: b, operations: *small, encoding: webp}
            """
        let run = await CommandRun("recipe", "validate", try folder.write(text, to: "a.yaml"))
        #expect(run.status == 0)
        #expect(run.output.contains("2 renditions"))
    }

    @Test func theReferenceNamesEveryParameter() async {
        let all = await CommandRun("recipe", "operations")
        #expect(all.status == 0)
        #expect(all.output.contains("resize (operation)") && all.output.contains("webp (encoding)"))
        let one = await CommandRun("recipe", "operations", "blur", "--markdown")
        #expect(one.output.contains("| `sigma` |"))
        #expect(await CommandRun("recipe", "operations", "frobnicate").status == 2)
    }
}
