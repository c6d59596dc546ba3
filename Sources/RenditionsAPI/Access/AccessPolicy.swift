/// Who may do what.
public struct AccessPolicy: Sendable, Hashable {
    /// Who may do one thing.
    public enum Rule: String, Sendable, Hashable, CaseIterable, Codable {
        /// Nobody.
        case off
        /// Whom the ``Authorizer`` grants it.
        case authorized
        /// Everybody, without credentials.
        case anyone
    }

    public var upload: Rule
    public var list: Rule
    public var read: Rule
    public var renditions: Rule
    public var originals: Rule
    public var delete: Rule

    /// Originals and deletion are off until they are switched on; everything else is for whom the authorizer grants it.
    public init(
        upload: Rule = .authorized, list: Rule = .authorized, read: Rule = .authorized,
        renditions: Rule = .authorized, originals: Rule = .off, delete: Rule = .off
    ) {
        self.upload = upload
        self.list = list
        self.read = read
        self.renditions = renditions
        self.originals = originals
        self.delete = delete
    }

    public subscript(scope: Scope) -> Rule {
        get { self[keyPath: Self.path(to: scope)] }
        set { self[keyPath: Self.path(to: scope)] = newValue }
    }

    private static func path(to scope: Scope) -> WritableKeyPath<AccessPolicy, Rule> {
        switch scope {
        case .upload: \.upload
        case .list: \.list
        case .read: \.read
        case .renditions: \.renditions
        case .originals: \.originals
        case .delete: \.delete
        }
    }
}
