import RenditionsWorkflow
import Testing

@Suite("Documents")
struct DocumentTests {
    private func faults(_ json: String) -> [DocumentFault] {
        do {
            _ = try StateMachine(json: json)
            return []
        } catch let error as WorkflowError {
            return error.faults
        } catch {
            return []
        }
    }

    /// A machine whose only state has these fields.
    private static func state(_ fields: String) -> String { "{\"StartAt\": \"S\", \"States\": {\"S\": {\(fields)}}}" }

    @Test(arguments: [
        (#"{"States": {}}"#, "", "StartAt"), (#"{"StartAt": "S", "States": {}}"#, "/States", "must be a state"),
        (#"[]"#, "", "object"), (#"{"StartAt": "X", "States": {"S": {"Type": "Succeed"}}}"#, "/StartAt", "'X'"),
        (#"{"StartAt": "S", "Version": "2.0", "States": {"S": {"Type": "Succeed"}}}"#, "/Version", "1.0"),
        (#"{"StartAt": "S", "Extra": 1, "States": {"S": {"Type": "Succeed"}}}"#, "/Extra", "no such field"),
        (state(#""Type": "Nap""#), "/States/S/Type", "Nap"), (state(#""Type": "Pass""#), "/States/S", "Next or End"),
        (state(#""Type": "Pass", "Next": "S", "End": true"#), "/States/S", "exclude"),
        (state(#""Type": "Pass", "Next": "T""#), "/States/S/Next", "'T'"),
        (state(#""Type": "Pass", "End": true, "InputPath": "x""#), "/States/S/InputPath", "JSONPath"),
        (state(#""Type": "Pass", "End": true, "ResultPath": "$.a[*]""#), "/States/S/ResultPath", "reference path"),
        (state(#""Type": "Pass", "End": true, "Retry": []"#), "/States/S/Retry", "no such field"),
        (state(#""Type": "Wait", "End": true"#), "/States/S", "Exactly one"),
        (state(#""Type": "Wait", "Seconds": 1, "Timestamp": "x", "End": true"#), "/States/S", "Exactly one"),
        (state(#""Type": "Wait", "Timestamp": "tomorrow", "End": true"#), "/States/S/Timestamp", "RFC 3339"),
        (state(#""Type": "Fail", "Error": "E", "ErrorPath": "$.e""#), "/States/S/ErrorPath", "exclude"),
        (state(#""Type": "Choice", "Choices": []"#), "/States/S/Choices", "not empty"),
        (
            state(#""Type": "Choice", "Choices": [{"Variable": "$", "Next": "S"}]"#), "/States/S/Choices/0",
            "exactly one operator"
        ),
        (
            state(#""Type": "Choice", "Choices": [{"Variable": "$", "IsNull": 1, "Next": "S"}]"#),
            "/States/S/Choices/0/IsNull", "true or false"
        ),
        (
            state(#""Type": "Choice", "Choices": [{"StringEquals": "a", "Next": "S"}]"#), "/States/S/Choices/0",
            "Variable"
        ),
        (state(#""Type": "Parallel", "End": true, "Branches": []"#), "/States/S/Branches", "not empty"),
        (state(#""Type": "Map", "End": true"#), "/States/S", "ItemProcessor"),
        (state(#""Type": "Task", "End": true, "Resource": "f""#), "/States/S/Resource", "no ARN"),
        (
            state(#""Type": "Task", "End": true, "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {}"#),
            "/States/S/Parameters", "FunctionName"
        ),
        (
            state(
                #""Type": "Task", "End": true, "Resource": "arn:aws:lambda:a:1:function:f", "TimeoutSeconds": 2, "HeartbeatSeconds": 2"#
            ), "/States/S/HeartbeatSeconds", "shorter"
        ),
        (
            state(
                #""Type": "Task", "End": true, "Resource": "arn:aws:lambda:a:1:function:f", "Retry": [{"ErrorEquals": ["States.ALL"]}, {"ErrorEquals": ["E"]}]"#
            ), "/States/S/Retry/0/ErrorEquals", "dead"
        ),
        (
            state(
                #""Type": "Task", "End": true, "Resource": "arn:aws:lambda:a:1:function:f", "Retry": [{"ErrorEquals": ["States.ALL", "E"]}]"#
            ), "/States/S/Retry/0/ErrorEquals", "alone"
        ),
        (
            state(
                #""Type": "Task", "End": true, "Resource": "arn:aws:lambda:a:1:function:f", "Catch": [{"ErrorEquals": [], "Next": "S"}]"#
            ), "/States/S/Catch/0/ErrorEquals", "not empty"
        ),
        (
            state(
                #""Type": "Task", "End": true, "Resource": "arn:aws:lambda:a:1:function:f", "Retry": [{"ErrorEquals": ["E"], "BackoffRate": 0.5}]"#
            ), "/States/S/Retry/0/BackoffRate", "from 1"
        ),
        (#"{"StartAt": "S", "States": {"S": {"Type": "Succeed"}, "S": {"Type": "Succeed"}}}"#, "/States/S", "twice"),
        (
            #"{"StartAt": "S", "States": {"S": {"Type": "Succeed"}, "T": {"Type": "Succeed"}}}"#, "/States/T",
            "No way leads"
        ),
        (
            "{\"StartAt\": \"\(String(repeating: "n", count: 81))\", \"States\": {\"\(String(repeating: "n", count: 81))\": {\"Type\": \"Succeed\"}}}",
            "/States/\(String(repeating: "n", count: 81))", "80"
        ),
        (
            state(
                #""Type": "Parallel", "End": true, "Branches": [{"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}]"#
            ), "/States/S/Branches/0/States/S", "unique"
        ),
    ])
    func faultsAreNamed(_ json: String, _ path: String, _ reason: String) {
        let found = faults(json)
        #expect(
            found.contains { $0.path == path && $0.reason.contains(reason) && $0.kind == .invalid },
            "found \(found)")
    }

    @Test(arguments: [
        (
            #"{"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Pass", "Output": 1, "End": true}}}"#,
            "/QueryLanguage", "JSONata"
        ),
        (state(#""Type": "Pass", "QueryLanguage": "JSONata", "End": true"#), "/States/S/QueryLanguage", "JSONata"),
        (state(#""Type": "Pass", "Assign": {"x": 1}, "End": true"#), "/States/S/Assign", "Variables"),
        (state(#""Type": "Pass", "Parameters": {"a.$": "$x.y"}, "End": true"#), "/States/S/Parameters/a.$", "variable"),
        (
            state(#""Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true"#),
            "/States/S/Resource", "sqs"
        ),
        (
            state(
                #""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "Parameters": {"FunctionName": "f"}, "End": true"#
            ), "/States/S/Resource", "token"
        ),
        (
            state(#""Type": "Task", "Resource": "arn:aws:states:us-east-1:1:activity:a", "End": true"#),
            "/States/S/Resource", "activity"
        ),
    ])
    func whatIsLackingIsSaidSo(_ json: String, _ path: String, _ reason: String) {
        let error = #expect(throws: WorkflowError.self) { try StateMachine(json: json) }
        #expect(error?.code == .unsupportedDocument)
        #expect(error?.faults.map(\.path) == [path])
        #expect(error?.faults.first?.reason.contains(reason) == true)
    }

    @Test func allFaultsAreFoundAtOnce() {
        let found = faults(
            """
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Next": "nowhere", "InputPath": 1},
              "B": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}
            """)
        #expect(found.count == 4)
    }

    @Test func theDocumentIsKeptAsItIs() throws {
        let text = Self.state(#""Comment": "kept", "Type": "Pass", "End": true"#)
        let machine = try StateMachine(json: text)
        #expect(try machine.document == JSONValue(json: text))
        #expect(try JSONValue(encoding: machine) == machine.document)
        #expect(try JSONValue(encoding: machine).decoded(as: StateMachine.self) == machine)
        #expect(machine.fingerprint.count == 64)
    }

    @Test(arguments: [
        ("f", "f"), ("f:3", "f:3"), ("arn:aws:lambda:us-east-1:123456789012:function:f", "f"),
        ("arn:aws:lambda:us-east-1:123456789012:function:f:live", "f:live"),
        ("123456789012:function:f:$LATEST", "f:$LATEST"),
    ])
    func functionsAreNamedInManyWays(_ text: String, _ name: String) {
        #expect(FunctionName(parsing: text)?.description == name)
    }

    @Test(arguments: ["", ":", "a:b:c", "a b", "arn:aws:s3:::bucket", "f:"])
    func whatNamesNoFunctionIsRefused(_ text: String) { #expect(FunctionName(parsing: text) == nil) }
}
