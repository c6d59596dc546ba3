internal import Renditions
internal import RenditionsTasks

/// What must hold when everything has come to its end.
struct FinalState {
    let deployment: Deployment
    let keys: [ObjectKey]

    private var ledger: Ledger { deployment.world.ledger }

    func check() async throws {
        ledger.note("a look at what is there")
        for key in keys {
            let entries = try await deployment.quarantine.entries(AssetID(original: key))
            if let version = ledger.current[key] {
                checkPresent(key, version, entries)
            } else {
                checkAbsent(key, entries)
            }
        }
        if !deployment.world.isDisturbed { checkRenders() }
    }

    /// After a sweep that spares nothing.
    func checkNoOrphans() {
        for object in deployment.renditions.objects {
            let record = object.key.renditionAsset.flatMap { deployment.records[$0] }
            ledger.check(
                record?.renditions.values.contains { $0.key == object.key } ?? false, .erasedStaysErased,
                "the rendition \(object.key), which no record names, is still there after a sweep")
        }
    }

    /// But for strays, which wait for the sweep.
    private func renditions(of asset: AssetID) -> [ObjectMetadata] {
        deployment.renditions.objects.filter { $0.key.renditionAsset == asset && !ledger.strays.contains($0.key) }
    }

    /// But for strays, which wait for somebody to remove them.
    private func isEmpty(_ entries: [QuarantineEntry]) -> Bool {
        entries.allSatisfy { ledger.strayFailures.contains($0.execution) }
    }

    // MARK: Originals that are gone

    private func checkAbsent(_ key: ObjectKey, _ entries: [QuarantineEntry]) {
        let asset = AssetID(original: key)
        ledger.check(
            renditions(of: asset).isEmpty, .erasedStaysErased,
            "the original \(key) is gone, and \(renditions(of: asset).count) of its renditions are left")
        if let record = deployment.records[asset] {
            ledger.check(
                record.state == .deleted, .erasedStaysErased,
                "the original \(key) is gone, and its record says \(record.state.rawValue)")
        }
        ledger.check(
            isEmpty(entries), .quarantineIsKept, "the original \(key) is gone, and the quarantine still has it")
    }

    // MARK: Originals that exist

    private func checkPresent(_ key: ObjectKey, _ version: Ledger.Version, _ entries: [QuarantineEntry]) {
        let asset = AssetID(original: key)
        let wishes = ledger.wishes.filter { $0.key == key }
        ledger.check(
            !wishes.contains { !$0.keepsOriginal && $0.execution != nil && $0.began > version.number },
            .erasedStaysErased, "the original \(key) is still there, though its erasure was accepted")
        let record = deployment.records[asset]
        let mustBeRefused = wishes.contains { $0.keepsOriginal && $0.execution != nil && $0.began > version.number }
        let mayBeRefused = wishes.contains {
            $0.keepsOriginal && ($0.began > version.first || ledger.mayRun($0, at: version.number))
        }
        if let record, record.refuses(version.object) {
            ledger.check(
                mayBeRefused, .recordsEndCurrent, "\(key) counts as erased, though it was uploaded after that")
            ledger.check(
                renditions(of: asset).isEmpty, .erasedStaysErased,
                "\(key) was erased, and \(renditions(of: asset).count) of its renditions are left")
            ledger.check(
                isEmpty(entries), .quarantineIsKept, "\(key) was erased, and the quarantine still has it")
        } else {
            ledger.check(
                !mustBeRefused, .erasedStaysErased,
                "\(key) was erased and lives: \(record?.state.rawValue ?? "no record")")
            checkProcessed(key, version, record, entries)
        }
    }

    private func checkProcessed(
        _ key: ObjectKey, _ version: Ledger.Version, _ record: AssetRecord?, _ entries: [QuarantineEntry]
    ) {
        guard let record else {
            return ledger.violate(.recordsEndCurrent, "the original \(key) is there, and nothing is recorded of it")
        }
        ledger.check(
            record.original.entityTag == version.tag, .recordsEndCurrent,
            "the record of \(key) speaks of \(record.original.entityTag), and \(version.tag) is there")
        let picture = Picture.all.first { EntityTag.simulated($0.bytes) == version.tag }
        switch picture {
        case .good?: checkRenditions(key, record)
        case .poisoned?:
            ledger.check(
                record.state == .quarantined && record.failure?.code == picture?.code, .recordsEndCurrent,
                "the poisoned \(key) is \(record.state.rawValue), \(record.failure?.code ?? "no code")")
            ledger.check(
                entries.contains { $0.request.original.entityTag == version.tag }, .quarantineIsKept,
                "\(key) is said to be quarantined, and can't be replayed")
        case .text?, nil:
            ledger.check(
                record.state == .failed && record.failure?.code == picture?.code, .recordsEndCurrent,
                "\(key), which is no picture, is \(record.state.rawValue), \(record.failure?.code ?? "no code")")
        }
    }

    private func checkRenditions(_ key: ObjectKey, _ record: AssetRecord) {
        guard record.state == .ready else {
            let code = record.failure?.code ?? "no code"
            return ledger.violate(.recordsEndCurrent, "\(key) is \(record.state.rawValue), \(code), and not ready")
        }
        let wanted = deployment.recipe.renditions.compactMap { rendition in
            (try? rendition.fingerprint(outputVersion: SimulatedEngine.version)).map { "\(rendition.name) \($0)" }
        }
        let made = record.renditions.values.map { "\($0.name) \($0.fingerprint)" }
        ledger.check(
            Set(wanted) == Set(made), .recordsEndCurrent, "\(key) does not have the renditions of the recipe")
        for rendition in record.renditions.values {
            ledger.check(
                ledger.exists(rendition), .recordsNameWhatExists,
                "the record of \(key) names \(rendition.key), which is not there so at the end")
        }
    }

    // MARK: Work

    /// Of keys under which nothing was ever deleted, erased or uploaded twice, each version is rendered once.
    private func checkRenders() {
        guard !deployment.world.weather.changesRecipe else { return }
        for key in keys where !ledger.deletions.contains(key) && !ledger.wishes.contains(where: { $0.key == key }) {
            let uploads = ledger.uploads[key] ?? []
            for (tag, count) in ledger.renders[key] ?? [:] where uploads.count(where: { $0.tag == tag }) == 1 {
                ledger.check(
                    count == 1, .workIsDoneOnce, "\(key) was rendered \(count) times, and nothing had failed")
            }
        }
    }
}
