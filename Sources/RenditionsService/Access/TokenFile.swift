internal import RenditionsAPI
internal import RenditionsApp
internal import Yams

/// A file of bearer tokens: a YAML list of `subject`, `scopes`, and `token` or `sha256`.
struct TokenFile: Sendable {
    let tokens: [BearerTokens.Token]

    /// - Throws: ``ToolFailure``, which shows nothing of a token.
    init(_ path: String) throws {
        let text = try SecretFile.text(of: path, for: "access.tokens-file")
        let list: [Node]
        do {
            guard let found = try Yams.compose(yaml: text)?.sequence else {
                throw ToolFailure.usage("access.tokens-file: the file must hold a list.")
            }
            list = Array(found)
        } catch is YamlError {
            // What the reader says quotes the text.
            throw ToolFailure.usage("access.tokens-file: the file is not YAML.")
        }
        tokens = try list.enumerated().map { try Self.token($1, at: "access.tokens-file, number \($0 + 1)") }
    }

    private static func token(_ node: Node, at place: String) throws -> BearerTokens.Token {
        guard let mapping = node.mapping else {
            throw ToolFailure.usage("\(place): an entry has subject, scopes, and token or sha256.")
        }
        let names = Set(mapping.keys.map { $0.string ?? "" })
        guard names == ["subject", "scopes", "token"] || names == ["subject", "scopes", "sha256"],
            let subject = mapping["subject"]?.string, let list = mapping["scopes"]?.sequence
        else {
            throw ToolFailure.usage(
                "\(place): an entry has subject, a list of scopes, and token or sha256; nothing else.")
        }
        let scopes = try TokenText.scopes(list.map { $0.string ?? "" }, at: place)
        return try ServerAccess.refusing(place) { () throws(AccessError) in
            if let digest = mapping["sha256"]?.string {
                try BearerTokens.Token(sha256: digest, subject: subject, scopes: scopes)
            } else {
                try BearerTokens.Token(mapping["token"]?.string ?? "", subject: subject, scopes: scopes)
            }
        }
    }
}
