import RenditionsWorkflow
import Testing

/// Documents of people who mean harm: what they nest and repeat is refused, and exhausts nothing.
@Suite("Hostile documents")
struct HostileDocumentTests {
    /// What a machine is refused for whose only template value is this path.
    private func faults(_ path: String) -> [DocumentFault] {
        let machine: JSONValue = [
            "StartAt": "P",
            "States": ["P": ["Type": "Pass", "Parameters": ["v.$": .string(path)], "End": true]],
        ]
        do {
            _ = try StateMachine(document: machine)
            return []
        } catch let error as WorkflowError {
            return error.faults
        } catch {
            return []
        }
    }

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// Each form with so many levels in one another.
    private static func forms(_ levels: Int) -> [String] {
        [
            "$[?(" + repeated("!", levels - 1) + "@.a)]",
            "$[?(" + repeated("(", levels - 1) + "@.a" + repeated(")", levels - 1) + ")]",
            "$[?(@.a in " + repeated("[", levels - 1) + "1" + repeated("]", levels - 1) + ")]",
            repeated("$[?(", levels) + "@.a" + repeated(")]", levels),
        ]
    }

    @Test(arguments: forms(32)) func whatIsNestedAsDeepAsItMayIsRead(_ path: String) {
        #expect(faults(path).isEmpty, "\(faults(path))")
    }

    @Test(arguments: forms(33)) func whatIsNestedDeeperIsRefused(_ path: String) {
        let found = faults(path)
        #expect(found.map(\.path) == ["/States/P/Parameters/v.$"])
        #expect(found.first?.reason.contains("32 levels") == true, "\(found)")
    }

    @Test(arguments: forms(200_000) + ["$" + repeated(".a", 200_000), "$[?(@.a =~ /" + repeated("(", 200_000) + "/)]"])
    func whatIsTooLongIsRefused(_ path: String) {
        let found = faults(path)
        #expect(found.map(\.path) == ["/States/P/Parameters/v.$"])
        #expect(found.first?.reason.contains("4096 bytes") == true, "\(found.first?.reason.prefix(200) ?? "")")
    }

    @Test func lengthsAndStepsAreExact() {
        #expect(faults("$." + Self.repeated("a", 4_094)).isEmpty)
        #expect(faults("$." + Self.repeated("a", 4_095)).count == 1)
        #expect(faults("$" + Self.repeated(".a", 200)).isEmpty)
        #expect(faults("$" + Self.repeated(".a", 201)).first?.reason.contains("200 steps") == true)
        #expect(faults("$" + Self.repeated("..a", 101)).first?.reason.contains("200 steps") == true)
        #expect(faults("$[?(@" + Self.repeated(".a", 201) + ")]").first?.reason.contains("200 steps") == true)
    }

    @Test func calculationsAndDocumentsHaveTheirOwnBounds() {
        let calls = Self.repeated("States.Array(", 20_000) + Self.repeated(")", 20_000)
        #expect(faults(calls).first?.reason.contains("10 calls are nested") == true)
        let rule =
            Self.repeated(#"{"Not": "#, 20_000) + #"{"Variable": "$", "IsNull": true}"# + Self.repeated("}", 20_000)
        let error = #expect(throws: WorkflowError.self) {
            try StateMachine(
                json: #"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [\#(rule)]}}}"#)
        }
        #expect(error?.code == .invalidJSON)
    }
}
