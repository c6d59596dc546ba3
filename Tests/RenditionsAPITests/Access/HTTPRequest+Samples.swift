import HTTPTypes

extension HTTPRequest {
    /// A request to `img.example.com` as a test makes it up.
    ///
    /// - Parameter fields: names and values, in their order and with repetitions.
    static func sample(
        _ method: Method = .get, _ path: String = "/images", authority: String? = "img.example.com",
        _ fields: [(String, String)] = []
    ) -> HTTPRequest {
        var head = HTTPRequest(method: method, scheme: "https", authority: authority, path: path)
        for (name, value) in fields { head.headerFields.append(HTTPField(name: .init(name)!, value: value)) }
        return head
    }

    static func sample(_ method: Method = .get, bearing token: String) -> HTTPRequest {
        sample(method, "/images", [("Authorization", "Bearer \(token)")])
    }
}
