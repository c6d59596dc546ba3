#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

extension VipsEngineConfiguration {
    /// Processors that this process may use.
    public static var processorCount: Int { ProcessInfo.processInfo.activeProcessorCount }
}
