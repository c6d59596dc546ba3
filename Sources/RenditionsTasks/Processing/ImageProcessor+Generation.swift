internal import Renditions

extension ImageProcessor {
    /// The generation to which a version of an original belongs now: a later one than its request says when an erasure has
    /// ended that since, which began before this version was uploaded. That of the request where the version is not the
    /// current one or is refused.
    ///
    /// - Throws: `StoreError`.
    func generation(of request: ProcessRequest) async throws -> Int {
        let key = request.original.key
        guard let known = try await records.record(AssetID(original: key))?.value, !known.refuses(request.original)
        else {
            return request.generation
        }
        do {
            let current = try await originals.head(key)
            let isCurrent =
                current.entityTag == request.original.entityTag
                && current.modified.roundedToMilliseconds == request.original.modified.roundedToMilliseconds
            return isCurrent ? max(request.generation, AssetRecord.nextGeneration(after: known)) : request.generation
        } catch let error as StoreError where error.code == .notFound {
            return request.generation
        }
    }
}
