import Renditions
import RenditionsTesting
import Testing

/// Every call of every store fails once, before or after it has done its work, and the records stay true.
@Suite struct ProcessingFaultTests {
    /// Processes with one fault, then without; false when the fault never came.
    private func recovers(
        _ comment: Comment, originals: [Fault<ObjectStoreOperation>] = [],
        renditions: [Fault<ObjectStoreOperation>] = [],
        records: [Fault<MetadataStoreOperation>] = []
    ) async throws -> Bool {
        let workshop = Workshop()
        try await workshop.upload()
        let faulty = try workshop.processor(
            originals: FaultyObjectStore(workshop.originals, faults: originals),
            renditions: FaultyObjectStore(workshop.renditions, faults: renditions),
            records: FaultyMetadataStore(workshop.records, faults: records))
        let code = await codeOfError { try await faulty.process(workshop.key) }
        try await workshop.expectRecordIsTrue(comment)
        #expect(code == nil || code == "unavailable", comment)
        if code != nil, let record = try await workshop.record() {
            #expect(record.state == .failed && record.failure?.isRetryable == true, comment)
        }
        let record = try await workshop.processor().process(workshop.key)
        #expect(record.state == .ready && record.failure == nil, comment)
        try await workshop.expectRecordIsTrue(comment)
        #expect(try await workshop.stored().count == 3, comment)
        return code != nil
    }

    private static let moments: [Fault<ObjectStoreOperation>.Moment] = [.before, .after]

    @Test(arguments: moments) func everyReadOfTheOriginal(_ moment: Fault<ObjectStoreOperation>.Moment) async throws {
        var number = 1
        while try await recovers("get \(number)", originals: [.calls([number], of: .get, moment)]) { number += 1 }
        #expect(number == 3, "the original is read once and looked at once")
    }

    @Test func everyLookAtARendition() async throws {
        var number = 1
        while try await recovers("get \(number)", renditions: [.calls([number], of: .get)]) { number += 1 }
        #expect(number == 4)
    }

    @Test(arguments: moments) func everyWriteOfARendition(_ moment: Fault<ObjectStoreOperation>.Moment) async throws {
        var number = 1
        while try await recovers("put \(number)", renditions: [.calls([number], of: .put, moment)]) { number += 1 }
        #expect(number == 4)
    }

    @Test(arguments: [Fault<MetadataStoreOperation>.Moment.before, .after])
    func everyCallOfTheRecords(_ moment: Fault<MetadataStoreOperation>.Moment) async throws {
        for operation in [MetadataStoreOperation.record, .put] {
            var number = 1
            while try await recovers("\(operation) \(number)", records: [.calls([number], of: operation, moment)]) {
                number += 1
            }
            #expect(number == (operation == .record ? 3 : 2))
        }
    }

    @Test(arguments: 0..<40) func randomFaultsNeverMakeARecordLie(_ seed: Int) async throws {
        let workshop = Workshop()
        let objects: [Fault<ObjectStoreOperation>] = [
            .random(probability: 0.15, .before), .random(probability: 0.15, .after),
        ]
        let records: [Fault<MetadataStoreOperation>] = [
            .random(probability: 0.15, .before), .random(probability: 0.15, .after),
        ]
        let processor = try workshop.processor(
            originals: FaultyObjectStore(workshop.originals, faults: objects, seed: UInt64(seed)),
            renditions: FaultyObjectStore(workshop.renditions, faults: objects, seed: UInt64(seed) + 1000),
            records: FaultyMetadataStore(workshop.records, faults: records, seed: UInt64(seed) + 2000))
        for round in 0..<6 {
            try await workshop.upload(UInt8(round / 2))
            let code = await codeOfError { try await processor.process(workshop.key) }
            try await workshop.expectRecordIsTrue(isCurrent: code == nil, "seed \(seed), round \(round)")
        }
        #expect(try await workshop.processor().process(workshop.key).state == .ready)
        try await workshop.expectRecordIsTrue("seed \(seed), at the end")
    }

    @Test func errorsOfStoresPassThrough() async throws {
        for code in [StoreError.Code.permissionDenied, .storageFull, .corrupt] {
            let workshop = Workshop()
            try await workshop.upload()
            let full = FaultyObjectStore(
                workshop.renditions, faults: [.calls([2], of: .put, throwing: StoreError(code, "As asked for."))])
            let processor = try workshop.processor(renditions: full)
            #expect(await codeOfError { try await processor.process(workshop.key) } == code.description)
            let failure = try await workshop.record()?.failure
            #expect(failure == AssetFailure(code: code.description, message: "As asked for.", isRetryable: false))
        }
    }
}
