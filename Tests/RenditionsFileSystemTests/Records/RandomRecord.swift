import Foundation
import Renditions

/// Records with few different values, so that filters meet many of them.
enum RandomRecord {
    static func make(_ number: Int, using generator: inout some RandomNumberGenerator) throws -> AssetRecord {
        let updated = instant(using: &generator)
        var attributes: [String: String] = [:]
        for name in ["owner", "caf\u{E9}"] where Bool.random(using: &generator) {
            attributes[name] = ["zoe", "Zo\u{EB}", "Zoe\u{308}", "a\u{0}b", "a", ""].randomElement(using: &generator)
        }
        var analysis: ImageAnalysis?
        if Bool.random(using: &generator) {
            analysis = ImageAnalysis(perceptualHash: hash(using: &generator))
        }
        return AssetRecord(
            id: try AssetID("id-\(number)"), state: AssetState.allCases.randomElement(using: &generator) ?? .ready,
            original: ObjectMetadata(key: "o", size: 1, entityTag: EntityTag("t"), modified: updated),
            analysis: analysis,
            attributes: attributes, created: updated, updated: updated)
    }

    static func filter(using generator: inout some RandomNumberGenerator) -> RecordFilter {
        var filter = RecordFilter()
        if Int.random(in: 0..<3, using: &generator) == 0 {
            filter.states = Set(
                AssetState.allCases.shuffled(using: &generator).prefix(Int.random(in: 0...3, using: &generator)))
        }
        if Int.random(in: 0..<3, using: &generator) == 0 { filter.updatedFrom = instant(using: &generator) }
        if Int.random(in: 0..<3, using: &generator) == 0 { filter.updatedBefore = instant(using: &generator) }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            filter.attributes["owner"] = ["zoe", "Zo\u{EB}", "Zoe\u{308}", "a\u{0}b", "a", "", "none"].randomElement(
                using: &generator)
        }
        if Int.random(in: 0..<4, using: &generator) == 0 { filter.attributes["cafe\u{301}"] = "a" }
        if Int.random(in: 0..<3, using: &generator) == 0 {
            filter.similar = .init(
                to: hash(using: &generator),
                maximumDistance: [0, 1, 7, 8, 20, 64].randomElement(using: &generator) ?? 7)
        }
        return filter
    }

    /// Around ten milliseconds, some between two of them.
    private static func instant(using generator: inout some RandomNumberGenerator) -> Date {
        Date(timeIntervalSince1970: 1_700_000_000 + Double(Int.random(in: 0..<40, using: &generator)) / 4000)
    }

    /// A few bits away from one of two hashes, so that all distances occur.
    private static func hash(using generator: inout some RandomNumberGenerator) -> PerceptualHash {
        var bits: UInt64 = Bool.random(using: &generator) ? 0xF0F0_1234_5678_9ABC : 0
        for _ in 0..<Int.random(in: 0..<12, using: &generator) {
            bits ^= 1 << UInt64.random(in: 0..<64, using: &generator)
        }
        return PerceptualHash(bits: bits)
    }
}
