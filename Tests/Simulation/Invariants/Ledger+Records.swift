internal import Renditions

extension Ledger {
    /// Checks what must hold of a record when it is written.
    func recorded(_ record: AssetRecord, over before: AssetRecord?) {
        records[record.id] = record
        let key = record.original.key
        note("\(key) is \(record.state.rawValue): generation \(record.generation), \(record.original.entityTag)")
        for rendition in record.renditions.values.sorted(by: { $0.name < $1.name }) {
            check(
                exists(rendition), .recordsNameWhatExists,
                "the record of \(key) in state \(record.state.rawValue) names \(rendition.key), which is not there so")
        }
        if record.state == .deleted {
            check(record.renditions.isEmpty, .recordsNameWhatExists, "the tombstone of \(key) names renditions")
        } else {
            checkOrder(record, before)
            recordedUploads[record.id] = lastUpload(of: record.original)
        }
        if let before {
            check(
                record.generation >= before.generation, .recordsNeverGoBack,
                "the record of \(key) went back from generation \(before.generation) to \(record.generation)")
        }
        if record.state == .ready { checkPublication(record) }
    }

    func forgotten(_ record: AssetRecord) {
        records[record.id] = nil
        note("the record of \(record.original.key) is removed")
    }

    private func checkOrder(_ record: AssetRecord, _ before: AssetRecord?) {
        guard let before else { return }
        let key = record.original.key
        check(
            before.state != .deleted || record.generation > before.generation, .erasedStaysErased,
            "the erased \(key) came back as \(record.state.rawValue) in the generation that was erased")
        // The same bytes may have been uploaded again: then they are no older version.
        guard let now = lastUpload(of: record.original) else { return }
        check(
            now >= recordedUploads[record.id] ?? 0, .recordsNeverGoBack,
            "the record of \(key) went back from \(before.original.entityTag) to \(record.original.entityTag)")
    }

    private func lastUpload(of original: ObjectMetadata) -> Int? {
        uploads[original.key]?.last { $0.tag == original.entityTag }?.number
    }

    private func checkPublication(_ record: AssetRecord) {
        let renditions = Set(record.renditions.values)
        let publication = Publication(
            asset: record.id, generation: record.generation, tag: record.original.entityTag,
            fingerprints: Set(renditions.map { "\($0.name) \($0.fingerprint)" }),
            upload: lastUpload(of: record.original))
        let before = published.updateValue(Set(renditions.map(\.withoutTime)), forKey: publication)
        check(
            before == nil || before == published[publication], .recordsNeverGoBack,
            "\(record.original.key) was published twice for one version, with different renditions")
    }
}

extension RenditionRecord {
    /// A rendition that is found instead of made took no time.
    fileprivate var withoutTime: RenditionRecord {
        var record = self
        record.seconds = 0
        return record
    }
}
