import NIOCore
import Renditions
import RenditionsTesting
import Testing

@Suite struct BodyAndRangeTests {
    @Test func bodiesAreCollectedUpToTheLimit() async throws {
        let chunks: [[UInt8]] = [[1, 2], [], [3]]
        for length in [nil, 3] {
            let body = ObjectBody.chunked(chunks, length: length)
            #expect(try await Array(body.collect(upTo: 3).readableBytesView) == [1, 2, 3])
            #expect(
                await codeOfError { _ = try await ObjectBody.chunked(chunks, length: length).collect(upTo: 2) }
                    == "too-large")
        }
        #expect(try await ObjectBody([1, 2, 3]).collect(upTo: 3).readableBytes == 3)
        #expect(await codeOfError { _ = try await ObjectBody([1, 2, 3]).collect(upTo: 2) } == "too-large")
        #expect(try await ObjectBody([]).collect(upTo: 0).readableBytes == 0)
    }

    @Test func declaredLengthIsRefusedBeforeAByteIsRead() async {
        let body = ObjectBody.chunked([[1]], length: 100) { _ in Issue.record("nothing may be read") }
        #expect(await codeOfError { _ = try await body.collect(upTo: 99) } == "too-large")
    }

    @Test func tooLongBodyIsGivenUpEarly() async {
        let body = ObjectBody.chunked(Array(repeating: [1, 2], count: 100), length: nil) { index in
            if index > 2 { Issue.record("chunk \(index) is not needed any more") }
        }
        #expect(await codeOfError { _ = try await body.collect(upTo: 5) } == "too-large")
    }

    @Test func whatTheProducerThrowsPassesThrough() async {
        let body = ObjectBody.chunked([[1]], length: nil, failure: StoreError(.corrupt, "As asked for."))
        #expect(await codeOfError { _ = try await body.collect(upTo: 5) } == "corrupt")
    }

    @Test(
        arguments: [
            (.bytes(0..<10), 10, 0..<10), (.bytes(2..<4), 10, 2..<4), (.bytes(8..<100), 10, 8..<10),
            (.bytes(9..<Int.max), 10, 9..<10), (.bytes(10..<11), 10, nil), (.bytes(5..<5), 10, nil),
            (.bytes(-1..<5), 10, nil),
            (.bytes(0..<1), 0, nil), (.from(0), 10, 0..<10), (.from(9), 10, 9..<10), (.from(10), 10, nil),
            (.from(Int.max), 10, nil), (.from(-1), 10, nil), (.last(3), 10, 7..<10), (.last(100), 10, 0..<10),
            (.last(Int.max), 10, 0..<10), (.last(0), 10, nil), (.last(-5), 10, nil), (.last(Int.min), 10, nil),
            (.last(1), 0, nil),
        ] as [(ByteRange, Int, Range<Int>?)])
    func rangesMeanWhatHTTPSays(_ range: ByteRange, _ size: Int, _ expected: Range<Int>?) async {
        if let expected {
            #expect((try? range.resolved(size: size)) == expected)
        } else {
            #expect(await codeOfError { _ = try range.resolved(size: size) } == "range-not-satisfiable")
        }
    }
}
