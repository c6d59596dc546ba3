internal import Synchronization

/// Keeps ``SigningKey``s, each of which costs four HMACs to derive and is good for a day.
package final class SigningKeyCache: Sendable {
    private struct Name: Hashable {
        var scope: SigningScope
        var secret: String
    }

    private let keys = Mutex<[Name: SigningKey]>([:])
    private let capacity: Int

    /// - Parameter capacity: keys. When there are more, those of other days than the newest go, or else all.
    package init(capacity: Int = 64) { self.capacity = max(1, capacity) }

    /// How many keys are kept.
    package var count: Int { keys.withLock(\.count) }

    package func key(secret: String, scope: SigningScope) -> SigningKey {
        let name = Name(scope: scope, secret: secret)
        if let key = keys.withLock({ $0[name] }) { return key }
        let key = SigningKey(secret: secret, scope: scope)
        keys.withLock { keys in
            if keys.count >= capacity { keys = keys.filter { $0.key.scope.day == scope.day } }
            if keys.count >= capacity { keys = [:] }
            keys[name] = key
        }
        return key
    }
}
