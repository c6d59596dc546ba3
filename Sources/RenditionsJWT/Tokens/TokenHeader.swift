/// What a token's header says, as far as anything depends on it. It is read before the signature is checked.
struct TokenHeader: Decodable, Equatable {
    let algorithm: String
    /// Which key it names; nil where it names none.
    let keyID: String?

    private enum CodingKeys: String, CodingKey {
        case algorithm = "alg"
        case keyID = "kid"
        case critical = "crit"
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        // It lists extensions that must be understood (RFC 7515, section 4.1.11). None is.
        guard !container.contains(.critical) else {
            throw DecodingError.dataCorruptedError(forKey: .critical, in: container, debugDescription: "not understood")
        }
        algorithm = try container.decode(String.self, forKey: .algorithm)
        keyID = try container.decodeIfPresent(String.self, forKey: .keyID)
    }
}
