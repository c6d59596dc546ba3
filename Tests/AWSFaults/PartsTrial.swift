internal import AWSServers
internal import NIOCore
internal import Renditions
internal import RenditionsAWS
internal import RenditionsTesting

/// An object in parts on S3: it is made, read whole and in part, replaced by a small one under a condition, and deleted.
struct PartsTrial: Sendable {
    static let key: ObjectKey = "films/large.bin"
    private static let partSize = 5 << 20
    private static let large = ByteBuffer(bytes: SeededRandom.bytes(partSize + 70_000, seed: 6))
    private static let small = ByteBuffer(bytes: SeededRandom.bytes(20_000, seed: 7))

    let site: TrialSite
    private let store: S3ObjectStore

    init(_ site: TrialSite) throws {
        self.site = site
        store = try site.objects(site.proxied, partSize: Self.partSize)
    }

    func run() async -> TrialVerdict {
        var steps = TrialSteps(site.plan)
        await steps.step("create", afterFailure: wholeOrNothing) { again in
            do {
                _ = try await store.put(ObjectBody(Self.large), at: Self.key, options: PutOptions(mode: .create))
            } catch let error as StoreError where again && error.code == .preconditionFailed {
                // Then it must be there, which is looked at next.
            }
        }
        await steps.check("created") { try await differences(from: Self.large) }
        await steps.step("read") { _ in
            guard try await store.get(Self.key).body.collect(upTo: 64 << 20) == Self.large else {
                throw TrialFailure(code: "other", "Other bytes came.")
            }
        }
        await steps.step("read a range") { _ in
            let range = Self.partSize - 5000..<Self.partSize + 5000
            let part = try await store.get(Self.key, options: GetOptions(range: .bytes(range))).body
            guard try await part.collect(upTo: 64 << 20) == Self.large.getSlice(at: range.lowerBound, length: 10_000)
            else { throw TrialFailure(code: "other", "Other bytes came.") }
        }
        await steps.step("replace", afterFailure: wholeOrNothing) { again in
            let tag = try await site.objects(site.direct).head(Self.key).entityTag
            do {
                _ = try await store.put(
                    ObjectBody(Self.small), at: Self.key, options: PutOptions(mode: .replace(tag)))
            } catch let error as StoreError where again && error.code == .preconditionFailed {}
        }
        await steps.check("replaced") { try await differences(from: Self.small) }
        await steps.step("list") { _ in
            guard try await store.page(ListRequest()).objects.map(\.key) == [Self.key] else {
                throw TrialFailure(code: "other", "The listing is another.")
            }
        }
        await steps.step("delete") { _ in try await store.delete(Self.key) }
        await steps.check("end") {
            var problems = try await site.contents().map { "\($0.key) is still there" }
            let (uploads, unknown) = (try await site.openUploads(), uploadsNobodyKnows)
            if uploads > unknown { problems.append("\(uploads) uploads in parts are left, \(unknown) by lost replies") }
            return problems
        }
        return steps.verdict
    }

    /// Where the reply is lost that says an upload's number, nobody can take it back. The bucket's lifecycle does.
    private var uploadsNobodyKnows: Int {
        guard let fault = site.plan.fault, fault.call.name.description.hasSuffix("?uploads=") else { return 0 }
        return fault.kind.losesReply ? site.plan.hits : 0
    }

    private func wholeOrNothing() async throws -> [String] {
        try await site.contents().compactMap { key, bytes in
            key == Self.key.rawValue && (bytes == Self.large || bytes == Self.small) ? nil : "\(key) is not whole"
        }
    }

    private func differences(from bytes: ByteBuffer) async throws -> [String] {
        try await site.contents() == [Self.key.rawValue: bytes] ? [] : ["other bytes are stored"]
    }
}
