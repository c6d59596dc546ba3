public import Renditions

/// What a conformance check throws when the thing under test does not behave as its protocol promises.
///
/// Any test framework reports a thrown error, so the checks need none of them.
public struct CheckFailure: Error, Sendable, CustomStringConvertible {
    /// The name of the check that failed; nil until the check itself has put it in.
    public var check: String?
    /// What was expected and what happened.
    public var message: String
    /// The error that was not expected, where there is one.
    public var cause: (any Error)?
    /// Where in the suite the expectation stands.
    public var location: ErrorLocation

    public init(
        _ message: String, cause: (any Error)? = nil, fileID: StaticString = #fileID, line: Int = #line
    ) {
        self.message = message
        self.cause = cause
        location = ErrorLocation(fileID: "\(fileID)", line: line)
    }

    public var description: String {
        (check.map { "\($0): " } ?? "") + message + (cause.map { " (\($0))" } ?? "") + " [\(location)]"
    }
}

/// - Throws: ``CheckFailure`` when the condition does not hold.
func expect(
    _ condition: Bool, _ message: @autoclosure () -> String, fileID: StaticString = #fileID, line: Int = #line
) throws {
    guard condition else { throw CheckFailure(message(), fileID: fileID, line: line) }
}

/// Runs a call that has to fail with this code.
///
/// - Throws: ``CheckFailure`` when the call returns, or fails otherwise.
func expectError(
    _ code: StoreError.Code, _ call: String, fileID: StaticString = #fileID, line: Int = #line,
    _ body: () async throws -> Void
) async throws {
    do {
        try await body()
    } catch let error as StoreError where error.code == code {
        return
    } catch {
        throw CheckFailure("\(call) must throw \(code), not this.", cause: error, fileID: fileID, line: line)
    }
    throw CheckFailure("\(call) must throw \(code), and returned.", fileID: fileID, line: line)
}

extension Array {
    /// The only element.
    ///
    /// - Throws: ``CheckFailure`` when there is none, or more than one.
    func only(_ what: String, fileID: StaticString = #fileID, line: Int = #line) throws -> Element {
        guard count == 1 else {
            throw CheckFailure("There must be exactly one \(what), not \(count).", fileID: fileID, line: line)
        }
        return self[0]
    }
}
