internal import Foundation

/// What must not be missing: tests that would be skipped for want of it run instead, and fail.
package enum Requirement {
    /// Tools, and what the machine must let a process do. By the environment variable `RENDITIONS_REQUIRE_ALL`.
    package static let all = ProcessInfo.processInfo.environment["RENDITIONS_REQUIRE_ALL"] != nil
    /// The corpus. By the environment variable `RENDITIONS_REQUIRE_CORPUS`.
    package static let corpus = ProcessInfo.processInfo.environment["RENDITIONS_REQUIRE_CORPUS"] != nil
}
