import Renditions
import RenditionsAPI
import RenditionsTesting
import Testing

/// Whatever comes, the readers of fields give a value or a problem of ours.
@Suite struct FieldFuzzTests {
    private static let readers: [(name: String, read: @Sendable (String) throws -> Void)] = [
        ("media type", { _ = try MediaType(parsing: $0) }), ("digests", { _ = try ContentDigest.list(parsing: $0) }),
        ("key", { _ = try IdempotencyKey(parsing: $0) }), ("tags", { _ = try TagCondition(parsing: $0) }),
        ("preferences", { _ = Prefer(parsing: $0) }), ("range", { _ = try ByteRange(field: $0)?.resolved(size: 9) }),
        ("range's condition", { _ = IfRange(parsing: $0).allowsRange(of: EntityTag("a")) }),
        ("query", { _ = try QueryParameters(parsing: $0, known: ["a", "Z"], families: ["-"]) }),
        ("path", { _ = try RequestPath($0).segments() }), ("boundary", { _ = try MultipartBoundary($0) }),
        ("filename", { _ = Filename(sanitizing: $0) }),
    ]

    @Test(.showsSeed, arguments: readers.indices)
    func nothingTraps(_ index: Int) throws {
        var random = TestSeed.generator
        let starts = ["", "a/b;c=", "sha-256=:", "\"", "bytes=", "wait=", "W/\"", "/", "-a="]
        for round in 0..<5_000 {
            let text =
                round.isMultiple(of: 2)
                ? starts.randomElement(using: &random)! + RandomText.make(using: &random)
                : String(decoding: SeededRandom.bytes(round % 40, seed: random.next()), as: UTF8.self)
            do {
                try Self.readers[index].read(text)
            } catch is Problem {
            } catch let error as StoreError where error.code == .rangeNotSatisfiable {
            } catch {
                Issue.record("\(Self.readers[index].name) threw \(error).")
            }
        }
    }
}
