import RenditionsAPI
import RenditionsJWT
import Testing

/// Tokens that are cut, changed, too long, or none at all.
@Suite struct DamagedTokenTests {
    @Test func noCutAndNoFlippedBitCounts() async throws {
        let authorizer = try await JWTAuthorizer.sample(.secret(TestKeys.secret))
        let token = try await TokenMaker.hmac(TestKeys.secret).token(goodClaims)
        #expect(authorizer.says(to: token) == .ann)
        let bytes = Array(token.utf8)
        var tried = 0
        for index in bytes.indices {
            let cut = String(decoding: bytes[..<index], as: UTF8.self)
            #expect(authorizer.says(to: cut) == .unauthorized)
            for bit in 0..<7 {
                var changed = bytes
                changed[index] ^= 1 << bit
                // What no header field can hold never arrives.
                guard changed[index] > 0x20, changed[index] < 0x7F else { continue }
                tried += 1
                #expect(
                    authorizer.says(to: String(decoding: changed, as: UTF8.self)) == .unauthorized, "\(index) \(bit)")
            }
        }
        #expect(tried > 5 * bytes.count)
    }

    @Test func nothingElseCounts() async throws {
        let authorizer = try await JWTAuthorizer.sample(.secret(TestKeys.secret))
        let token = try await TokenMaker.hmac(TestKeys.secret).token(goodClaims)
        let parts = token.split(separator: ".")
        for text in [
            "", ".", "..", "...", "a.b.c", "\(token).", ".\(token)", "\(token).\(parts[2])", "\(token)=", "\(token)==",
            "\(parts[0]).\(parts[1])", "\(parts[0])..\(parts[2])", ".\(parts[1]).\(parts[2])",
            "\(parts[0]).\(parts[1]).",
            "\(parts[0])=.\(parts[1]).\(parts[2])", "\(parts[1]).\(parts[0]).\(parts[2])", "\(parts[2])",
            "\(token)\(token)",
        ] {
            #expect(authorizer.says(to: text) == .unauthorized, "\(text)")
        }
    }

    /// The header is read before anybody knows who has written it.
    @Test(arguments: ["[", #"{"a":"#])
    func headersOfAnyDepthAreRefused(_ opening: String) async throws {
        let authorizer = try await JWTAuthorizer.sample(.secret(TestKeys.secret))
        let depth = 5000 / opening.utf8.count
        let header = #"{"alg":"HS256","x":"# + String(repeating: opening, count: depth)
        let token = try await TokenMaker.hmac(TestKeys.secret).token(goodClaims, header: header)
        #expect(token.utf8.count <= 8192)
        #expect(authorizer.says(to: token) == .unauthorized)
    }

    @Test func longTokensAreNotRead() async throws {
        let authorizer = try await JWTAuthorizer.sample(.secret(TestKeys.secret))
        let maker = try await TokenMaker.hmac(TestKeys.secret)
        #expect(authorizer.says(to: try token(of: 8192, maker)) == .ann)
        #expect(authorizer.says(to: try token(of: 8193, maker)) == .unauthorized)
        #expect(authorizer.says(to: try token(of: 60_000, maker)) == .unauthorized)
    }

    /// A token of exactly so many bytes. Each part is a third longer than what it holds, so that one alone can't have every
    /// length.
    private func token(of length: Int, _ maker: TokenMaker) throws -> String {
        let encodedLength = { (count: Int) in (count * 4 + 2) / 3 }
        let signatureLength = encodedLength(32)
        for extra in 0..<4 {
            let header = #"{"alg":"HS256","x":"\#(String(repeating: "x", count: extra))"}"#
            let rest = length - encodedLength(header.utf8.count) - signatureLength - 2
            let claims = #"{"sub":"ann","exp":1000060,"scope":"read","x":""#
            let padding = rest * 3 / 4 - claims.utf8.count - 2
            let token = try maker.token(claims + String(repeating: "x", count: padding) + #""}"#, header: header)
            if token.utf8.count == length { return token }
        }
        throw NoSuchLength()
    }

    private struct NoSuchLength: Error {}
}
