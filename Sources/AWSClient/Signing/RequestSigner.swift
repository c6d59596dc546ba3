package import NIOHTTP1

/// Signs requests with AWS Signature Version 4, in a header or in the query.
package struct RequestSigner: Sendable {
    /// The service's name in signatures.
    package var service: String
    package var region: String
    package var rules: SigningRules
    private let keys: SigningKeyCache

    package init(service: String, region: String, rules: SigningRules, keys: SigningKeyCache = SigningKeyCache()) {
        self.service = service
        self.region = region
        self.rules = rules
        self.keys = keys
    }

    /// The key for a day. POST policies are signed with it; so are chunks.
    package func key(_ credentials: AWSCredentials, at time: SigningTime) -> SigningKey {
        keys.key(
            secret: credentials.secretAccessKey,
            scope: SigningScope(day: time.day, region: region, service: service))
    }

    /// What a request's credential field holds.
    package func credentialField(_ credentials: AWSCredentials, at time: SigningTime) -> String {
        "\(credentials.accessKeyID)/\(SigningScope(day: time.day, region: region, service: service))"
    }

    /// Adds the headers of a signature: `X-Amz-Security-Token` where there is a token, `X-Amz-Date`, where the rules say so
    /// `x-amz-content-sha256`, and `Authorization`. Headers of these names that are there already are kept, and signed.
    ///
    /// - Parameters:
    ///   - path: as it is sent.
    ///   - headers: must hold `Host`.
    ///   - tokenIsSigned: whether the signature covers the session token. All services that are known here want that.
    package func sign(
        method: HTTPMethod, path: String, query: [QueryItem] = [], headers: inout HTTPHeaders, payload: PayloadHash,
        with credentials: AWSCredentials, at time: SigningTime, tokenIsSigned: Bool = true
    ) -> RequestSignature {
        if let token = credentials.sessionToken, tokenIsSigned, !headers.contains(name: SignatureHeader.token) {
            headers.add(name: SignatureHeader.token, value: token)
        }
        if !headers.contains(name: SignatureHeader.date) { headers.add(name: SignatureHeader.date, value: time.stamp) }
        if rules.sendsPayloadHash, !headers.contains(name: SignatureHeader.payloadHash) {
            headers.add(name: SignatureHeader.payloadHash, value: payload.text)
        }
        let request = CanonicalRequest(
            method: method, path: path, query: query, headers: headers, payload: payload, rules: rules)
        let key = key(credentials, at: time)
        let signature = RequestSignature(request: request, key: key, time: time)
        headers.add(
            name: "Authorization",
            value: "AWS4-HMAC-SHA256 Credential=\(credentials.accessKeyID)/\(key.scope), "
                + "SignedHeaders=\(request.signedHeaders), Signature=\(signature.value)")
        if let token = credentials.sessionToken, !tokenIsSigned {
            headers.add(name: SignatureHeader.token, value: token)
        }
        return signature
    }

    /// Adds the items of a signature to a query, at its end.
    ///
    /// - Parameters:
    ///   - headers: what whoever uses the query must send as it is here. Must hold `Host`.
    ///   - seconds: how long the query is good, from 1 to 604,800, which is a week. Credentials that end sooner end it sooner.
    package func presign(
        method: HTTPMethod, path: String, query: inout [QueryItem], headers: HTTPHeaders, payload: PayloadHash,
        seconds: Int, with credentials: AWSCredentials, at time: SigningTime, tokenIsSigned: Bool = true
    ) -> RequestSignature {
        // The names of the headers are signed as a part of the query; they follow from the headers alone.
        let names = CanonicalRequest(
            method: method, path: "/", query: [], headers: headers, payload: payload, rules: rules
        ).signedHeaders
        query.append(QueryItem("X-Amz-Algorithm", "AWS4-HMAC-SHA256"))
        query.append(QueryItem("X-Amz-Credential", credentialField(credentials, at: time)))
        query.append(QueryItem("X-Amz-Date", time.stamp))
        query.append(QueryItem("X-Amz-SignedHeaders", names))
        query.append(QueryItem("X-Amz-Expires", String(seconds)))
        let token = credentials.sessionToken.map { QueryItem("X-Amz-Security-Token", $0) }
        if let token, tokenIsSigned { query.append(token) }
        let signature = RequestSignature(
            request: CanonicalRequest(
                method: method, path: path, query: query, headers: headers, payload: payload, rules: rules),
            key: key(credentials, at: time), time: time)
        if let token, !tokenIsSigned { query.append(token) }
        query.append(QueryItem("X-Amz-Signature", signature.value))
        return signature
    }
}
