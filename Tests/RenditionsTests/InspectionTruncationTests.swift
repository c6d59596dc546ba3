import Renditions
import Testing

@Suite struct InspectionTruncationTests {
    @Test(arguments: InspectionSample.all) func noPrefixPassesForTheWhole(_ sample: InspectionSample) {
        let bytes = sample.bytes
        for count in 0..<bytes.count {
            let failure = inspectionFailure(Array(bytes[..<count]))
            // A GIF may lack its trailer, and be cut between frames or before an extension.
            if failure == nil { #expect(sample.name.contains("GIF"), "\(sample.name) accepted at \(count) bytes") }
            if count >= 64 { #expect(failure != .unknownFormat) }
        }
    }

    @Test(arguments: InspectionSample.all) func lenientModeRecordsWhatItAccepts(_ sample: InspectionSample) throws {
        let bytes = sample.bytes
        let whole = try inspect(bytes, allowsTruncation: true)
        #expect(!whole.isTruncated)
        for count in 0..<bytes.count {
            let prefix = Array(bytes[..<count])
            guard let image = try? inspect(prefix, allowsTruncation: true) else { continue }
            #expect(image.isTruncated == (inspectionFailure(prefix) != nil))
            #expect(image.info.size == whole.info.size)
        }
    }

    @Test func aGIFWithoutTrailerIsWholeOnlyBetweenBlocks() throws {
        let gif = TinyGIF(frames: [.init(), .init()], hasTrailer: false).bytes
        #expect(try inspect(gif).info.pages == 2)
        #expect(inspectionFailure(gif.dropLast()) == .truncatedImage)
        let lenient = try inspect(gif.dropLast(), allowsTruncation: true)
        #expect(lenient.info.pages == 1)
        #expect(lenient.isTruncated)
    }

    @Test func headersAreNeverForgiven() {
        #expect(inspectionFailure(Array(TinyJPEG().bytes.prefix(20)), allowsTruncation: true) == .truncatedImage)
        #expect(inspectionFailure(Array(TinyPNG().bytes.prefix(40)), allowsTruncation: true) == .truncatedImage)
    }

    private func inspectionFailure(_ bytes: some Sequence<UInt8>, allowsTruncation: Bool = false) -> RenderError.Code? {
        RenditionsTests.inspectionFailure(Array(bytes), allowsTruncation: allowsTruncation)
    }

    private func inspect(_ bytes: some Sequence<UInt8>, allowsTruncation: Bool = false) throws -> InspectedImage {
        try RenditionsTests.inspect(Array(bytes), allowsTruncation: allowsTruncation)
    }
}
