import Renditions
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct EncodingTests {
    static let samples: [(Encoding, String)] = [
        (.jpeg(), #"{"jpeg":{}}"#), (.raw, #"{"raw":{}}"#),
        (
            .jpeg(quality: 1, progressive: true, subsampling: .full, optimize: false),
            #"{"jpeg":{"optimize":false,"progressive":true,"quality":1,"subsampling":"4:4:4"}}"#
        ),
        (
            .png(compression: 9, palette: true, colors: 2, dither: 0.5),
            #"{"png":{"colors":2,"compression":9,"dither":0.5,"palette":true}}"#
        ),
        (
            .webp(quality: 1, lossless: true, nearLossless: true, effort: 6, alphaQuality: 0),
            #"{"webp":{"alphaQuality":0,"effort":6,"lossless":true,"nearLossless":true,"quality":1}}"#
        ),
        (
            .avif(quality: 1, lossless: true, effort: 0, bitDepth: 10, subsampling: .full),
            #"{"avif":{"bitDepth":10,"effort":0,"lossless":true,"quality":1,"subsampling":"4:4:4"}}"#
        ),
        (.heic(quality: 2), #"{"heic":{"quality":2}}"#),
        (.tiff(compression: .none), #"{"tiff":{"compression":"none"}}"#),
        (.gif(dither: 0, effort: 1), #"{"gif":{"dither":0,"effort":1}}"#),
        (.jpegxl(quality: 1, lossless: true, effort: 3), #"{"jpegxl":{"effort":3,"lossless":true,"quality":1}}"#),
    ]

    @Test func everyEncodingGoesThroughJSON() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        for (encoding, json) in Self.samples {
            #expect(String(decoding: try encoder.encode(encoding), as: UTF8.self) == json)
            #expect(try JSONDecoder().decode(Encoding.self, from: Data(json.utf8)) == encoding)
            try encoding.validate()
        }
    }

    @Test func bareNamesStandForDefaults() throws {
        let names = #"["jpeg","png","webp","avif","heic","tiff","gif","jpegxl","raw"]"#
        let encodings = try JSONDecoder().decode([Encoding].self, from: Data(names.utf8))
        #expect(encodings == [.jpeg(), .png(), .webp(), .avif(), .heic(), .tiff(), .gif(), .jpegxl(), .raw])
        #expect(encodings.map(\.name) == ["jpeg", "png", "webp", "avif", "heic", "tiff", "gif", "jpegxl", "raw"])
        #expect(encodings.filter(\.isAnimatable) == [.webp(), .gif()])
        #expect(encodings.filter { !$0.holdsAlpha } == [.jpeg()])
    }

    @Test(arguments: [
        Encoding.jpeg(quality: 0), .png(compression: 10), .png(colors: 1), .webp(effort: 7), .avif(bitDepth: 9),
        .heic(quality: 101), .gif(dither: .nan), .jpegxl(effort: 2),
    ])
    func valuesOutOfRangeAreInvalid(_ encoding: Encoding) {
        let error = #expect(throws: RenderError.self) { try encoding.validate() }
        #expect(error?.code == .invalidEncoding)
        #expect(error?.message.hasPrefix(encoding.name) == true)
    }
}
