internal import AWSClient
internal import RenditionsWorkflow

/// Why a transaction was not carried out.
enum TransactionRefusal: Hashable, Sendable {
    /// A condition does not hold.
    case condition
    /// Another write of one of the items was under way, or there was no capacity: the same may succeed a moment later.
    case busy

    /// Nil for what is no refusal of a transaction, or is one for another reason.
    init?(_ error: AWSError) {
        guard error.serviceCode == "TransactionCanceledException" else { return nil }
        let reasons = (try? JSONValue(json: error.body))?["CancellationReasons"]?.arrayValue ?? []
        // Moto and older services tell of them in the message alone.
        var codes = Set(reasons.compactMap { $0["Code"]?.stringValue })
        if codes.isEmpty {
            codes = Set(
                Self.conditionCodes.union(Self.busyCodes).filter { error.message.contains($0) })
        }
        if !codes.isDisjoint(with: Self.conditionCodes) {
            self = .condition
        } else if !codes.isDisjoint(with: Self.busyCodes) {
            self = .busy
        } else {
            return nil
        }
    }

    private static let conditionCodes: Set<String> = ["ConditionalCheckFailed"]
    private static let busyCodes: Set<String> = [
        "TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded", "RequestLimitExceeded",
    ]
}
