import Renditions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Links to a store that is somewhere else.
struct SignedLinks: ObjectLinks {
    func linkToGet(_ key: ObjectKey, options: DownloadLinkOptions) async throws -> String {
        "https://store.example/signed?seconds=\(options.seconds)"
    }

    func linkToPut(_ key: ObjectKey, options: UploadLinkOptions) async throws -> UploadLink {
        UploadLink(
            method: "POST", url: "https://store.example/", form: ["limit": "\(options.maximumBytes)"],
            expires: Date(timeIntervalSince1970: 1_800_000_000))
    }
}
