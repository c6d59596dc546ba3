import Foundation
import RenditionsVips
import Testing

/// What a program sees of the variable that is set while libvips starts.
@Suite struct EnvironmentTests {
    /// libvips itself would leave its prefix in it.
    @Test func theEnvironmentIsAsItWas() throws {
        _ = try VipsEngine()
        #expect(ProcessInfo.processInfo.environment["VIPSHOME"] == Self.atStart["VIPSHOME"])
    }

    /// Modules that must never see an upload are not even mapped.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/maps")))
    func modulesThatAreNotWantedAreNotLoaded() throws {
        _ = try VipsEngine()
        let maps = String(decoding: Self.contents("/proc/self/maps"), as: UTF8.self)
        #expect(maps.contains("libvips.so"))
        for module in ["vips-magick", "vips-openslide", "vips-poppler"] { #expect(!maps.contains(module)) }
    }

    /// The variables that this process was started with; what it sets later is not there.
    private static let atStart: [String: String] = {
        let pairs = contents("/proc/self/environ").split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            .compactMap { line in
                line.firstIndex(of: "=").map { (String(line[..<$0]), String(line[$0...].dropFirst())) }
            }
        return Dictionary(pairs) { first, _ in first }
    }()

    /// Read to the end: these files say that they have no bytes.
    private static func contents(_ path: String) -> Data {
        (try? FileHandle(forReadingAtPath: path)?.readToEnd()) ?? Data()
    }
}
