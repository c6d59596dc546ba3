internal import Foundation

/// Amounts of memory, as they are told.
enum Bytes {
    static func text(_ count: Int?) -> String {
        count.map { String(format: "%.1f MiB", Double($0) / Double(1 << 20)) } ?? "-"
    }
}
