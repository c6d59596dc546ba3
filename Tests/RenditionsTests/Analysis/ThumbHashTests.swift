import Foundation
import Renditions
import Testing

/// The expected texts and sums come from the JavaScript implementation of evanw/thumbhash, given the same pixels.
@Suite struct ThumbHashTests {
    /// Text, size of the preview and a sum over its bytes.
    struct Reference: Sendable {
        let picture: GeneratedPicture
        let text: String
        let width: Int
        let height: Int
        let sum: Int
    }

    static let references = [
        Reference(picture: .ramp, text: "nhcKnZp4eIiAiIiIiHiIh3CFB/eI", width: 32, height: 23, sum: 62866),
        Reference(picture: .tall, text: "2KcNGhhCcGiHhod3mLA+9Yg=", width: 9, height: 32, sum: 373162),
        Reference(picture: .bands, text: "YbgFFwh1dXSEeIiHiAiId4iMOAd4g48H", width: 32, height: 32, sum: 529021),
        Reference(picture: .disc, text: "3MmCHIZH2Cd4h39weHIIJ4dwgHeIN5iHBg==", width: 32, height: 26, sum: 24948),
        Reference(picture: .noise, text: "3wcCBwBWxoSMm0tk2oijMZN3X58OwZkA", width: 32, height: 32, sum: 398304),
        Reference(picture: .veil, text: "HGmFQgw5QId4eHdlrwcUhn94eIiIeIg=", width: 13, height: 32, sum: 128425),
        Reference(picture: .wide, text: "XXkJGZRwdnZzd2iHoKYLuHc=", width: 32, height: 5, sum: 676606),
    ]

    /// Where a wave is absent the reference takes the level above or below nothing by its own rounding noise; this library
    /// takes them in turn. Such levels may differ by one; every other must be equal.
    @Test(arguments: references)
    func encodesLikeTheReference(_ reference: Reference) throws {
        let ours = try levels(ThumbHash.encode(reference.picture.raster))
        let theirs = try levels(reference.text)
        #expect(ours.count == theirs.count)
        let header = reference.picture.raster.isOpaque ? 10 : 12
        #expect(ours.prefix(header) == theirs.prefix(header))
        for (our, their) in zip(ours, theirs).dropFirst(header) {
            #expect(our == their || Set([our, their]) == [7, 8])
        }
    }

    /// No wave is absent in these.
    @Test(arguments: [GeneratedPicture.disc, .noise])
    func encodesEqualTextsWhereNoWaveIsAbsent(_ picture: GeneratedPicture) throws {
        let reference = try #require(Self.references.first { $0.picture == picture })
        #expect(ThumbHash.encode(picture.raster) == reference.text)
    }

    @Test(arguments: references)
    func decodesLikeTheReference(_ reference: Reference) throws {
        let raster = try #require(ThumbHash.decode(reference.text))
        #expect(raster.size == PixelSize(width: reference.width, height: reference.height))
        #expect(raster.pixels.reduce(0) { ($0 * 31 + Int($1)) % 1_000_003 } == reference.sum)
    }

    @Test func keepsTheAspectRatio() throws {
        #expect(ThumbHash.approximateAspectRatio(ThumbHash.encode(GeneratedPicture.wide.raster)) == 7)
        #expect(ThumbHash.approximateAspectRatio(ThumbHash.encode(GeneratedPicture.bands.raster)) == 1)
        let ratio = try #require(ThumbHash.approximateAspectRatio(ThumbHash.encode(GeneratedPicture.veil.raster)))
        #expect(abs(ratio - 0.4) < 1e-12)
        let preview = try #require(ThumbHash.decode(ThumbHash.encode(GeneratedPicture.ramp.raster), longerSide: 64))
        #expect(preview.size == PixelSize(width: 64, height: 46))
    }

    @Test func aFlatColourStaysFlat() throws {
        let grey = Color(red: 90, green: 90, blue: 90)
        let text = ThumbHash.encode(Raster(size: PixelSize(width: 10, height: 10), fill: grey))
        let raster = try #require(ThumbHash.decode(text))
        #expect(Set((0..<32).map { raster[$0, $0] }).count == 1)
        #expect(abs(Int(raster[0, 0].red) - 90) <= 4)
    }

    @Test func nothingVisibleDecodesTransparent() throws {
        let text = ThumbHash.encode(Raster(size: PixelSize(width: 10, height: 5), fill: .transparent))
        let raster = try #require(ThumbHash.decode(text))
        #expect(raster.size.width == 32)
        #expect((0..<32).allSatisfy { raster[$0, 0].alpha == 0 })
    }

    @Test(arguments: ["", "!", "nhcKnQ==", "3wcCBwBWxoSMm0tk2oijMZN3X58Owg==", "AAAAAAA="])
    func refusesWhatIsNoThumbHash(_ text: String) {
        #expect(ThumbHash.decode(text) == nil)
    }

    /// The text in steps of four bits, the lower half of each byte first.
    private func levels(_ text: String) throws -> [UInt8] {
        let data = try #require(Data(base64Encoded: text))
        return data.flatMap { [$0 & 15, $0 >> 4] }
    }
}
