/// What a signature is good for: a day, a region and a service.
package struct SigningScope: Hashable, Sendable, CustomStringConvertible {
    /// As in ``SigningTime/day``.
    package var day: String
    package var region: String
    /// The service's name in signatures, as in `s3` or `states`.
    package var service: String

    package init(day: String, region: String, service: String) {
        self.day = day
        self.region = region
        self.service = service
    }

    package var description: String { "\(day)/\(region)/\(service)/aws4_request" }
}
