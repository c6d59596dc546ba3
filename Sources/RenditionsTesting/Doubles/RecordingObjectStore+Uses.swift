public import Renditions

extension RecordingObjectStore {
    /// What was done to it, as parts of a program declare it.
    public var uses: Set<StoreUses.Action> {
        Set(
            calls.map { call in
                switch call {
                case .get: .read
                case .put: .write
                case .delete: .delete
                case .page: .list
                }
            })
    }
}

extension RecordingMetadataStore {
    /// What was done to it, as parts of a program declare it.
    public var uses: Set<StoreUses.Action> {
        Set(
            calls.map { call in
                switch call {
                case .record: .read
                case .put: .write
                case .delete: .delete
                case .page: .list
                }
            })
    }
}
