internal import Renditions

/// Tells the ledger and the trigger of originals.
struct OriginalObserver: ObjectStoreObserver {
    let ledger: Ledger
    /// Is told of each key under which something has changed.
    let onChange: @Sendable (ObjectKey, _ isThere: Bool) -> Void

    func saw(_ object: ObjectMetadata?, at key: ObjectKey) { ledger.saw(key) }

    func put(_ object: ObjectMetadata, over before: ObjectMetadata?) {
        ledger.uploaded(object)
        onChange(object.key, true)
    }

    func deleted(_ object: ObjectMetadata) {
        ledger.removed(object)
        onChange(object.key, false)
    }
}

/// Tells the ledger of renditions.
struct RenditionObserver: ObjectStoreObserver {
    let ledger: Ledger

    func saw(_ object: ObjectMetadata?, at key: ObjectKey) {}
    func put(_ object: ObjectMetadata, over before: ObjectMetadata?) { ledger.stored(object, over: before) }
    func deleted(_ object: ObjectMetadata) { ledger.unstored(object) }
}

/// Tells the ledger of the quarantine.
struct QuarantineObserver: ObjectStoreObserver {
    let ledger: Ledger

    func saw(_ object: ObjectMetadata?, at key: ObjectKey) {}
    func put(_ object: ObjectMetadata, over before: ObjectMetadata?) { ledger.quarantined(object) }
    func deleted(_ object: ObjectMetadata) { ledger.note("deleted \(object.key) from the quarantine") }
}
