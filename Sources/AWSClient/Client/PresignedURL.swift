#if canImport(FoundationEssentials)
package import FoundationEssentials
#else
package import Foundation
#endif

/// An address that is a call by itself, as long as it is good. Whoever has it may make that call.
package struct PresignedURL: Hashable, Sendable {
    package var url: String
    /// When it ends, or sooner the credentials that it was signed with, as far as they say when. By the service's clock.
    package var expires: Date

    package init(url: String, expires: Date) {
        self.url = url
        self.expires = expires
    }
}
