#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// One run of the tool, which is told from others by its name.
struct ToolRun: Sendable {
    let start = Date()
    /// Up to 12 letters and digits.
    let name: String

    init() {
        let milliseconds = Int64(start.timeIntervalSince1970 * 1000)
        name = String(milliseconds, radix: 36) + String(UInt64.random(in: 36..<1296), radix: 36)
    }
}
