extension GetOptions {
    /// - Throws: ``StoreError`` with codes `precondition-failed` or `not-modified` when a condition does not hold for
    ///   an object with this tag.
    public func checkConditions(against tag: EntityTag) throws {
        if let ifMatch, ifMatch != tag {
            throw StoreError(.preconditionFailed, "The object has changed: it has another entity tag.")
        }
        if ifNoneMatch == tag {
            throw StoreError(.notModified, "The object still has the entity tag that the caller holds.")
        }
    }
}

extension PutOptions.Mode {
    /// - Throws: ``StoreError`` with code `precondition-failed` when a write in this mode may not replace an object
    ///   with this tag; nil means that there is none.
    public func check(against tag: EntityTag?) throws {
        switch self {
        case .overwrite: break
        case .create:
            if tag != nil { throw StoreError(.preconditionFailed, "There is an object under this key already.") }
        case .replace(let expected):
            if tag != expected {
                throw StoreError(
                    .preconditionFailed,
                    tag == nil
                        ? "There is no object under this key to replace."
                        : "The object has changed: it has another entity tag.")
            }
        }
    }
}

extension ObjectBody {
    /// - Throws: ``StoreError`` with code `invalid-request` when the body was not as long as it said.
    public func checkLength(_ count: Int) throws {
        if let length, length != count {
            throw StoreError(.invalidRequest, "The body said \(length) bytes and gave \(count).")
        }
    }
}
