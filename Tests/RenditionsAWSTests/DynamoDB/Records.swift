import Renditions

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Records as these tests have them.
enum Records {
    /// So many seconds after 17 May 2024, 12:30 UTC.
    static func instant(_ second: Double) -> Date { Date(timeIntervalSince1970: 1_715_949_000 + second) }

    static func record(
        _ id: String, state: AssetState = .ready, second: Double = 0, attributes: [String: String] = [:]
    ) throws -> AssetRecord {
        AssetRecord(
            id: try AssetID(id), state: state,
            original: ObjectMetadata(
                key: "originals/cat.jpg", size: 12, entityTag: EntityTag("tag"), modified: instant(0)),
            attributes: attributes, created: instant(0), updated: instant(second))
    }

    static func failure(_ body: () async throws -> Void) async throws -> StoreError {
        do {
            try await body()
        } catch let error as StoreError {
            return error
        }
        throw NoFailure()
    }

    struct NoFailure: Error {}
}
