internal import Foundation

/// What a program that is built with a sanitizer is told, as `make sanitize` tells this one.
package enum Sanitizers {
    private static let names: Set = ["ASAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS", "G_SLICE", "LD_PRELOAD"]

    package static let environment = ProcessInfo.processInfo.environment.filter { names.contains($0.key) }

    /// Whether there may be one. Sanitizers keep memory that was given back, so that how much there is says nothing.
    package static let mayBeOn = environment["ASAN_OPTIONS"] != nil || environment["TSAN_OPTIONS"] != nil
}
