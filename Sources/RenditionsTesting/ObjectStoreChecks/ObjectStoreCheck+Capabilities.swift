import Renditions

extension ObjectStoreCheck {
    /// What a store does not claim it must refuse, so that nobody relies on it by accident.
    static let unclaimedCapabilities: [ObjectStoreCheck] = [
        unclaimed(.ranges, "unclaimed-ranges-are-refused") { trial, key in
            _ = try await trial.store.get(key, options: GetOptions(range: .bytes(0..<1)))
        },
        unclaimed(.conditionalGet, "unclaimed-if-match-is-refused") { trial, key in
            let tag = try await trial.store.head(key).entityTag
            _ = try await trial.store.get(key, options: GetOptions(ifMatch: tag))
        },
        unclaimed(.conditionalGet, "unclaimed-if-none-match-is-refused") { trial, key in
            _ = try await trial.store.get(key, options: GetOptions(ifNoneMatch: EntityTag("other")))
        },
        unclaimed(.create, "unclaimed-create-is-refused") { trial, _ in
            try await trial.put("new", at: trial.key("created"), options: PutOptions(mode: .create))
        },
        unclaimed(.replace, "unclaimed-replace-is-refused") { trial, key in
            let tag = try await trial.store.head(key).entityTag
            try await trial.put("new", at: key, options: PutOptions(mode: .replace(tag)))
        },
        unclaimed(.attributes, "unclaimed-attributes-are-refused") { trial, _ in
            try await trial.put("new", at: trial.key("attributes"), options: PutOptions(attributes: ["a": "b"]))
        },
        unclaimed(.listing, "unclaimed-listing-is-refused") { trial, _ in
            _ = try await trial.store.page(ListRequest(prefix: trial.prefix))
        },
    ]

    /// - Parameter call: needs the capability, and would succeed if the store had it. Gets the key of an object.
    private static func unclaimed(
        _ capability: ObjectStoreCapabilities, _ name: String,
        _ call: @escaping @Sendable (ObjectStoreTrial, ObjectKey) async throws -> Void
    ) -> ObjectStoreCheck {
        ObjectStoreCheck(name) { trial in
            guard !trial.store.capabilities.contains(capability) else { return }
            let key = try trial.key("there")
            try await trial.put("there", at: key)
            try await expectError(.unsupported, "A call that needs what the store does not claim") {
                try await call(trial, key)
            }
        }
    }
}
