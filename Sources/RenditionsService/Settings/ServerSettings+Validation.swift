internal import RenditionsAPI

extension ServerSettings {
    /// What can't work although each value is accepted by itself.
    var faults: [String] {
        var faults: [String] = []
        if http.maximumUploadBytes > processing.maxBytes {
            faults.append(
                "http.maximum-upload-bytes is more than processing.max-bytes: what is larger than that is accepted and then "
                    + "refused. Raise processing.max-bytes as well.")
        }
        if storage.folder.isEmpty { faults.append("storage.folder is empty. Give a path.") }
        if recipe.isEmpty { faults.append("recipe is empty. Give web, avatar, product or the path of a file.") }
        if !Self.isBasePath(http.basePath) {
            faults.append(
                "http.base-path must be empty, or begin with / and have letters, digits and any of -._~ between slashes."
            )
        }
        if !http.origin.isEmpty, !Self.areOrigins([http.origin]) {
            faults.append("http.origin must be a scheme and a host, with nothing after them: https://img.example.com.")
        }
        if !Self.areOrigins(http.allowedOrigins) {
            faults.append(
                "http.allowed-origins: each must be a scheme and a host, with nothing after them: https://example.com.")
        }
        if http.farewellSeconds >= shutdown.seconds {
            faults.append(
                "http.farewell-seconds must be less than shutdown.seconds: connections on which nothing comes would be cut off "
                    + "as requests that are not done.")
        }
        return faults
    }

    private static func isBasePath(_ path: String) -> Bool {
        guard !path.isEmpty else { return true }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        return segments[0].isEmpty && segments.count > 1
            && segments.dropFirst().allSatisfy { segment in
                segment != "" && segment != "." && segment != ".."
                    && segment.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~".contains($0)) }
            }
    }

    private static func areOrigins(_ origins: [String]) -> Bool {
        (try? AccessPolicy().validate(hasAuthorizer: true, allowedOrigins: Set(origins))) != nil
    }
}
