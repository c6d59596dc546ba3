import AWSServers
import Renditions
import RenditionsAWS
import RenditionsTesting
import Testing

/// The store is held to what every store is held to, on servers that verify signatures.
@Suite struct S3ConformanceTests {
    /// What SeaweedFS does not do as AWS does: it keeps folders, lists one after the other, skips what is under a key where it
    /// starts after that, and takes no segment of more than 255 bytes.
    private static let beyondSeaweedFS: Set<String> = [
        "list-is-in-the-order-of-bytes", "long-key-comes-back", "pages-of-one",
    ]

    /// The emulator reads an underscore in a header's name as a hyphen, so that the signature is another one.
    private static let beyondTheEmulator = "attributes-come-back"

    /// What Ceph's gateway, in the version that Debian has, does not do as AWS does: it reads an underscore in a header's name as a
    /// hyphen, fails where attributes are as large as AWS lets them be, and takes no entity tag of `If-Match` in its quotes.
    private static let beyondCephsGateway: Set<String> = [
        "attributes-come-back", "attributes-fit-up-to-the-limit", "replace-of-twenty-has-one-winner",
        "replace-writes-over-the-same-state",
    ]

    @Test func whatIsLeftOutExists() {
        let names = Set(ObjectStoreCheck.all.map(\.name))
        let leftOut = Self.beyondSeaweedFS.union(Self.beyondCephsGateway).union([Self.beyondTheEmulator])
        #expect(leftOut.subtracting(names) == [])
    }

    @Test(
        .enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."),
        arguments: ObjectStoreCheck.all.filter { $0.name != Self.beyondTheEmulator })
    func conformsOnTheEmulator(_ check: ObjectStoreCheck) async throws {
        try await TestBucket.with { bucket in try await check(bucket.store()) }
    }

    @Test(
        .enabled(if: AWSServerKind.emulator.isWanted, "The emulator is not installed; `make aws-deps` does so."),
        arguments: ObjectStoreCheck.all.filter { $0.name != Self.beyondTheEmulator })
    func conformsUnderAPrefix(_ check: ObjectStoreCheck) async throws {
        try await TestBucket.with { bucket in
            _ = try await bucket.store().put(ObjectBody("beside".utf8), at: "photos-beside", options: PutOptions())
            try await check(bucket.store(prefix: "photos/"))
        }
    }

    @Test(
        .enabled(if: AWSServerKind.seaweedFS.isWanted, "SeaweedFS is not installed; `make aws-deps` does so."),
        arguments: ObjectStoreCheck.all.filter { !Self.beyondSeaweedFS.contains($0.name) })
    func conformsOnSeaweedFS(_ check: ObjectStoreCheck) async throws {
        try await TestBucket.with(.seaweedFS) { bucket in try await check(bucket.store()) }
    }

    @Test(
        .enabled(
            if: AWSServerKind.radosGateway.isWanted,
            "Ceph's gateway is not installed; `make aws-deps` does so where there are packages of it."),
        arguments: ObjectStoreCheck.all.filter { !Self.beyondCephsGateway.contains($0.name) })
    func conformsOnCephsGateway(_ check: ObjectStoreCheck) async throws {
        try await TestBucket.with(.radosGateway) { bucket in try await check(bucket.store()) }
    }
}
